"""A denoising autoencoder: noisy pictures in, clean ones out."""

import numpy as np

import axb as keras
from axb import layers

keras.utils.set_random_seed(0)

(x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[:20000, ..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255

noise = np.random.default_rng(0)
x_train_noisy = np.clip(x_train + 0.5 * noise.standard_normal(x_train.shape, "float32"), 0, 1)
x_test_noisy = np.clip(x_test + 0.5 * noise.standard_normal(x_test.shape, "float32"), 0, 1)

inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, (3, 3), activation="relu", padding="same")(inputs)
x = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.Conv2D(32, (3, 3), activation="relu", padding="same")(x)
encoded = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", padding="same")(encoded)
x = layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", padding="same")(x)
decoded = layers.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)
autoencoder = keras.Model(inputs, decoded)

autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train_noisy, x_train, epochs=3, batch_size=128)

restored = autoencoder.predict(x_test_noisy)
print("Error of the noisy pictures:", float(((x_test_noisy - x_test) ** 2).mean()))
print("Test error:", float(((restored - x_test) ** 2).mean()))
