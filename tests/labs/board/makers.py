"""Documents to try things on."""

from typing import Any

from axb.labs.board import Block, Chain, Document
from axb.training import head
from axb.zoo import Facts

CLOTHES = Facts((28, 28, 1), head("multiclass", 10), "uint8")
SMALL = Facts((8, 8, 4), head("multiclass", 3))
ROWS = Facts((5,), head("binary", 2))
NUMBERS = Facts((5,), head("regression"))


def block(kind: str, *chains: Chain, **arguments: Any) -> Block:
    return Block(kind, arguments, chains)


def answer(units: int = 3, activation: str = "softmax") -> Block:
    return block("Dense", units=units, activation=activation)


def document(*blocks: Block, facts: Facts = SMALL) -> Document:
    return Document(facts, blocks)


def cnn() -> Document:
    """A sound one, with a skip and branches."""
    return document(
        block("Conv2D", filters=4, kernel_size=3, padding="same", activation="relu"),
        block("Residual", (block("Conv2D", filters=4, kernel_size=3, padding="same"),)),
        block("Parallel", (block("Conv2D", filters=2, kernel_size=1),), (block("ReLU"),)),
        block("Flatten"),
        answer(),
    )
