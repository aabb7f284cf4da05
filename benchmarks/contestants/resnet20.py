"""ResNet-20 written once in Keras's functional API; only the library differs: axb or keras."""

import importlib
from typing import Any

import fashion
from answer import answer, parser
from convnet import clock, pictures

BATCH_SIZE, IMAGES, STAGES, BLOCKS = 128, 12_800, (16, 32, 64), 3


def build(library: Any) -> Any:
    """20 layers with weights, projections where shapes differ."""
    layers = library.layers

    def convolved(x: Any, filters: int, size: int, strides: int) -> Any:
        x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization(momentum=0.9)(x)

    inputs = library.Input(shape=(28, 28, 1))
    x = layers.Activation("relu")(convolved(inputs, STAGES[0], 3, 1))
    for stage, filters in enumerate(STAGES):
        for block in range(BLOCKS):
            strides = 2 if stage and not block else 1
            y = layers.Activation("relu")(convolved(x, filters, 3, strides))
            y = convolved(y, filters, 3, 1)
            x = x if strides == 1 else convolved(x, filters, 1, strides)
            x = layers.Activation("relu")(layers.Add()([x, y]))
    outputs = layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    return library.Model(inputs, outputs)


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    told = asked.parse_args()
    library = importlib.import_module(told.library)
    x, y, _, _ = fashion.read(told.data, told.quick)
    library.utils.set_random_seed(0)
    if told.library == "keras":
        library.config.set_dtype_policy("mixed_bfloat16")
    model, watch = build(library), clock(library)
    options = {"precision": "bfloat16"} if told.library == "axb" else {}
    optimizer = library.optimizers.SGD(0.1, momentum=0.9, nesterov=True)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"], **options)
    model.fit(pictures(x[:IMAGES]), y[:IMAGES], batch_size=BATCH_SIZE, epochs=2, verbose=0, callbacks=[watch])
    answer({"seconds": watch.seconds[-1], "parameters": model.count_params()})


if __name__ == "__main__":
    main()
