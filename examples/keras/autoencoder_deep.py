"""A deep autoencoder: three layers down to 32 numbers, three up again."""

import axb as keras
from axb import layers

keras.utils.set_random_seed(0)

(x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.reshape(len(x_train), 784).astype("float32") / 255
x_test = x_test.reshape(len(x_test), 784).astype("float32") / 255

inputs = keras.Input(shape=(784,))
x = layers.Dense(128, activation="relu")(inputs)
x = layers.Dense(64, activation="relu")(x)
encoded = layers.Dense(32, activation="relu")(x)
x = layers.Dense(64, activation="relu")(encoded)
x = layers.Dense(128, activation="relu")(x)
decoded = layers.Dense(784, activation="sigmoid")(x)
autoencoder = keras.Model(inputs, decoded)

autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=10, batch_size=256, validation_data=(x_test, x_test))

restored = autoencoder.predict(x_test)
print("Test error:", float(((restored - x_test) ** 2).mean()))
