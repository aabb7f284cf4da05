"""A layer, a loss and a metric of one's own: a straight line beside a network, and small errors that cost nothing."""

import numpy as np

import axb as keras
from axb import layers

keras.utils.set_random_seed(0)

random = np.random.default_rng(0)
x = random.uniform(-1, 1, (12000, 6)).astype("float32")
y = 3 * x[:, :1] - 2 * x[:, 1:2] + np.sin(4 * x[:, 2:3]) * x[:, 3:4]
y = (y + random.normal(0, 0.1, y.shape)).astype("float32")
x_train, y_train, x_test, y_test = x[:10000], y[:10000], x[10000:], y[10000:]


class Beside(layers.Layer):
    """What a network says, and x w + b besides; large outputs of the line cost a little."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.hidden = layers.Dense(32, activation="tanh")
        self.out = layers.Dense(units)

    def build(self, input_shape):
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True, name="w"
        )
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True, name="b")
        self.hidden.build(input_shape)
        self.out.build((None, 32))

    def call(self, inputs):
        line = inputs @ self.w + self.b
        self.add_loss(1e-4 * (line**2).mean())
        return line + self.out(self.hidden(inputs))


class Tolerant(keras.losses.Loss):
    """The square of what an error is above `width`."""

    def __init__(self, width=0.05, name="tolerant", **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width

    def call(self, y_true, y_pred):
        error = abs(y_true - y_pred)
        beyond = (error - self.width + abs(error - self.width)) / 2
        return (beyond**2).mean(-1)


class Bias(keras.metrics.Metric):
    """How far predictions are too high, on average."""

    def __init__(self, name="bias", **kwargs):
        super().__init__(name=name, **kwargs)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.examples = self.add_weight(name="examples", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign(self.total + (y_pred - y_true).sum())
        self.examples.assign(self.examples + len(y_pred))

    def result(self):
        return self.total / (self.examples + 1e-7)

    def reset_state(self):
        self.total.assign(0.0)
        self.examples.assign(0.0)


model = keras.Sequential([keras.Input(shape=(6,)), Beside(1)])
model.compile(optimizer=keras.optimizers.Nadam(0.003), loss=Tolerant(), metrics=["mae", Bias()])
model.fit(x_train, y_train, batch_size=64, epochs=15)

results = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print("Bias:", float(results["bias"]))
print("Test mean absolute error:", results["mae"])
