"""A DCGAN on Fashion-MNIST, its layers written once; only the library differs: axb or keras.

Keras needs a model class with a training step of its own, as keras.io's example of a DCGAN has it; axb compiles and
fits. Both take a turn of the discriminator, then one of the generator on codes of its own.
"""

import importlib
import statistics
from typing import Any

import fashion
import numpy as np
from answer import answer, parser
from convnet import clock, pictures

BATCH_SIZE, LATENT = 64, 64


def networks(library: Any) -> tuple[Any, Any]:
    """From codes `(N, 64)` to pictures of 0..1, and from these to one number."""
    layers = library.layers
    codes = library.Input(shape=(LATENT,))
    y = layers.Reshape((7, 7, 64))(layers.Dense(7 * 7 * 64, use_bias=False)(codes))
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2DTranspose(32, 4, strides=2, padding="same", use_bias=False)(y)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid")(y)
    x = library.Input(shape=(28, 28, 1))
    judged = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(32, 4, strides=2, padding="same")(x))
    judged = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(64, 4, strides=2, padding="same")(judged))
    judged = layers.Dense(1)(layers.Flatten()(judged))
    return library.Model(codes, y), library.Model(x, judged)


def adam(library: Any) -> Any:
    return library.optimizers.Adam(0.0002, beta_1=0.5)


def by_axb(library: Any) -> Any:
    """Two models, one optimizer each."""
    model = library.models.GAN(*networks(library))
    model.compile({"generator": adam(library), "discriminator": adam(library)})
    return model


def by_keras(library: Any) -> Any:
    """The example's class."""
    import tensorflow as tf

    class GAN(library.Model):  # type: ignore[misc]
        def __init__(self, generator: Any, discriminator: Any) -> None:
            super().__init__()
            self.generator, self.discriminator = generator, discriminator
            self.seed_generator = library.random.SeedGenerator(1337)
            names = ("discriminator_loss", "generator_loss")
            self.trackers = [library.metrics.Mean(name=name) for name in names]

        def compile(self, generator: Any, discriminator: Any) -> None:
            super().compile()
            self.of_generator, self.of_discriminator = generator, discriminator
            self.bce = library.losses.BinaryCrossentropy(from_logits=True)

        @property
        def metrics(self) -> Any:
            return self.trackers

        def train_step(self, real: Any) -> Any:
            shape = (tf.shape(real)[0], LATENT)
            fake = self.generator(library.random.normal(shape, seed=self.seed_generator), training=True)
            with tf.GradientTape() as tape:
                on_real = self.discriminator(real, training=True)
                on_fake = self.discriminator(fake, training=True)
                told = self.bce(tf.ones_like(on_real), on_real) + self.bce(tf.zeros_like(on_fake), on_fake)
            weights = self.discriminator.trainable_weights
            self.of_discriminator.apply_gradients(zip(tape.gradient(told, weights), weights, strict=True))
            codes = library.random.normal(shape, seed=self.seed_generator)
            with tf.GradientTape() as tape:
                on_fake = self.discriminator(self.generator(codes, training=True), training=True)
                wanted = self.bce(tf.ones_like(on_fake), on_fake)
            weights = self.generator.trainable_weights
            self.of_generator.apply_gradients(zip(tape.gradient(wanted, weights), weights, strict=True))
            for tracker, value in zip(self.trackers, (told, wanted), strict=True):
                tracker.update_state(value)
            return {tracker.name: tracker.result() for tracker in self.trackers}

    model = GAN(*networks(library))
    model.compile(adam(library), adam(library))
    return model


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    asked.add_argument("--epochs", type=int, default=2)
    told = asked.parse_args()
    library = importlib.import_module(told.library)
    x = pictures(fashion.read(told.data, told.quick)[0])
    library.utils.set_random_seed(1)
    model, watch = (by_axb if told.library == "axb" else by_keras)(library), clock(library)
    model.fit(x, batch_size=BATCH_SIZE, epochs=told.epochs, verbose=0, callbacks=[watch])
    epoch = statistics.median(watch.seconds[1:])
    parts = (model.generator, model.discriminator)
    learn = sum(int(np.prod(weight.shape)) for part in parts for weight in part.trainable_weights)
    answer({"epoch": epoch, "speed": len(x) / epoch, "parameters": learn}, {"epochs": watch.seconds})


if __name__ == "__main__":
    main()
