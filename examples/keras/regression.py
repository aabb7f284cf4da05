"""A number from a table: Friedman's function of ten columns, five of which mean nothing (Friedman 1991)."""

import numpy as np

import axb as keras
from axb import layers

keras.utils.set_random_seed(0)

random = np.random.default_rng(0)
x = random.uniform(0, 1, (12000, 10)).astype("float32")
y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
y = (y + random.normal(0, 1, len(y))).astype("float32")
x = 100 * x - 20  # columns of any size
x_train, y_train, x_test, y_test = x[:10000], y[:10000], x[10000:], y[10000:]

normalizer = layers.Normalization(axis=-1)
normalizer.adapt(x_train)
model = keras.Sequential(
    [
        keras.Input(shape=(10,)),
        normalizer,
        layers.Dense(64, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(1),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.001), loss="huber", metrics=["mae"])
stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
model.fit(x_train, y_train, batch_size=32, epochs=20, validation_split=0.2, callbacks=[stopping])

results = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print("Test mean absolute error:", results["mae"])
