"""Two Inception modules in the functional API: windows of several sizes side by side."""

import axb as keras
from axb import layers

keras.utils.set_random_seed(0)

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[:20000, ..., None].astype("float32") / 255
y_train = y_train[:20000]
x_test = x_test[..., None].astype("float32") / 255


def module(x, filters):
    small = layers.Conv2D(filters, 1, activation="relu", padding="same")(x)
    middle = layers.Conv2D(filters // 2, 1, activation="relu", padding="same")(x)
    middle = layers.Conv2D(filters, 3, activation="relu", padding="same")(middle)
    large = layers.Conv2D(filters // 4, 1, activation="relu", padding="same")(x)
    large = layers.Conv2D(filters // 2, 5, activation="relu", padding="same")(large)
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    pooled = layers.Conv2D(filters // 2, 1, activation="relu", padding="same")(pooled)
    return layers.concatenate([small, middle, large, pooled])


inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, 3, activation="relu")(inputs)
x = layers.MaxPooling2D(2)(x)
x = module(x, 16)
x = module(x, 32)
x = layers.MaxPooling2D(2)(x)
x = layers.Dropout(0.3)(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10)(x)
model = keras.Model(inputs, outputs)

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.003),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
)
model.fit(x_train, y_train, batch_size=128, epochs=4)

score = model.evaluate(x_test, y_test, verbose=0)
print("Test accuracy:", score[1])
