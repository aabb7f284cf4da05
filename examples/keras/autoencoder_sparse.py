"""An autoencoder whose codes cost something, so that few of their numbers are far from zero."""

import axb as keras
from axb import layers, regularizers

keras.utils.set_random_seed(0)

(x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.reshape(len(x_train), 784).astype("float32") / 255
x_test = x_test.reshape(len(x_test), 784).astype("float32") / 255

inputs = keras.Input(shape=(784,))
encoded = layers.Dense(32, activation="relu", activity_regularizer=regularizers.L1(1e-4))(inputs)
decoded = layers.Dense(784, activation="sigmoid")(encoded)
autoencoder = keras.Model(inputs, decoded)
encoder = keras.Model(inputs, encoded)

autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=10, batch_size=256, validation_data=(x_test, x_test))

codes = encoder.predict(x_test)
restored = autoencoder.predict(x_test)
print("The mean activity of a code's numbers is", float(abs(codes).mean()))
print("Test error:", float(((restored - x_test) ** 2).mean()))
