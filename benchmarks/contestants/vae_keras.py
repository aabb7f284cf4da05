"""The VAE of keras.io's example (Chollet 2020), its layers written once; only the library differs: axb or keras.

Keras needs a model class with a training step of its own, as the example has it; axb compiles and fits.
"""

import importlib
import statistics
from typing import Any

import fashion
from answer import answer, parser
from convnet import clock, pictures

BATCH_SIZE, LATENT = 128, 2


def halves(library: Any, *more: Any) -> tuple[Any, Any]:
    """Encoder to mean, log-variance and what `more` makes of them; decoder to probabilities."""
    layers = library.layers
    inputs = library.Input(shape=(28, 28, 1))
    x = layers.Conv2D(32, 3, activation="relu", strides=2, padding="same")(inputs)
    x = layers.Conv2D(64, 3, activation="relu", strides=2, padding="same")(x)
    x = layers.Dense(16, activation="relu")(layers.Flatten()(x))
    ends = [layers.Dense(LATENT, name="z_mean")(x), layers.Dense(LATENT, name="z_log_var")(x)]
    codes = library.Input(shape=(LATENT,))
    y = layers.Reshape((7, 7, 64))(layers.Dense(7 * 7 * 64, activation="relu")(codes))
    y = layers.Conv2DTranspose(64, 3, activation="relu", strides=2, padding="same")(y)
    y = layers.Conv2DTranspose(32, 3, activation="relu", strides=2, padding="same")(y)
    y = layers.Conv2DTranspose(1, 3, activation="sigmoid", padding="same")(y)
    return library.Model(inputs, [*ends, *(one(ends) for one in more)]), library.Model(codes, y)


def by_axb(library: Any) -> Any:
    """Compiled, with the loss that it has by itself."""
    model = library.models.VAE(*halves(library))
    model.compile(library.optimizers.Adam())
    return model


def by_keras(library: Any) -> Any:
    """The example's classes."""
    import tensorflow as tf

    class Sampling(library.layers.Layer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.seed_generator = library.random.SeedGenerator(1337)

        def call(self, inputs: Any) -> Any:
            mean, log_variance = inputs
            epsilon = library.random.normal(tf.shape(mean), seed=self.seed_generator)
            return mean + library.ops.exp(0.5 * log_variance) * epsilon

    class VAE(library.Model):  # type: ignore[misc]
        def __init__(self, encoder: Any, decoder: Any) -> None:
            super().__init__()
            self.encoder, self.decoder = encoder, decoder
            names = ("loss", "reconstruction_loss", "kl_loss")
            self.trackers = [library.metrics.Mean(name=name) for name in names]

        @property
        def metrics(self) -> Any:
            return self.trackers

        def train_step(self, data: Any) -> Any:
            with tf.GradientTape() as tape:
                mean, log_variance, z = self.encoder(data)
                restored = self.decoder(z)
                surprise = library.losses.binary_crossentropy(data, restored)
                reconstruction = library.ops.mean(library.ops.sum(surprise, axis=(1, 2)))
                kl = -0.5 * (1 + log_variance - library.ops.square(mean) - library.ops.exp(log_variance))
                kl = library.ops.mean(library.ops.sum(kl, axis=1))
                loss = reconstruction + kl
            weights = self.trainable_weights
            self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
            for tracker, value in zip(self.trackers, (loss, reconstruction, kl), strict=True):
                tracker.update_state(value)
            return {tracker.name: tracker.result() for tracker in self.trackers}

    model = VAE(*halves(library, Sampling()))
    model.compile(optimizer=library.optimizers.Adam())
    return model


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    asked.add_argument("--epochs", type=int, default=3)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    library = importlib.import_module(told.library)
    x = pictures(fashion.read(told.data, told.quick)[0])
    library.utils.set_random_seed(told.seed)
    model, watch = (by_axb if told.library == "axb" else by_keras)(library), clock(library)
    history = model.fit(x, batch_size=BATCH_SIZE, epochs=told.epochs, verbose=0, callbacks=[watch]).history
    parameters = sum(part.count_params() for part in (model.encoder, model.decoder))
    values = {
        "epoch": statistics.median(watch.seconds[1:]),
        "loss": history["loss"][-1],
        "parameters": parameters,
    }
    answer(values, {"epochs": watch.seconds, "losses": history["loss"]})


if __name__ == "__main__":
    main()
