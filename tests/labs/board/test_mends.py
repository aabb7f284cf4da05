"""Every trouble is found at its block, and every mend that is offered removes it."""

from dataclasses import replace

import pytest

from axb.labs.board import ROOT, Block, Document, Look, model_of, survey, with_mends
from axb.labs.board.mends import AT_THE_END, applied
from axb.words import InputError, speaking
from axb.zoo import Facts
from labs.board.makers import CLOTHES, NUMBERS, ROWS, SMALL, answer, block, cnn, document


def conv(**arguments: object) -> Block:
    return block("Conv2D", **{"filters": 4, "kernel_size": 3, "padding": "same", **arguments})


# the trouble's key, the kind of block it is at, the document
CASES: dict[str, tuple[str, str, Document]] = {
    "a kernel larger than the picture": (
        "layers.too_small", "Conv2D", document(conv(kernel_size=9, padding="valid"), block("Flatten"), answer())
    ),
    "pooling below one pixel": (
        "layers.too_small", "MaxPooling2D",
        document(*[block("MaxPooling2D") for _ in range(4)], block("Flatten"), answer()),
    ),
    "a convolution after Flatten": ("layers.rank", "Conv2D", document(block("Flatten"), conv(), answer())),
    "a convolution of a row": ("layers.rank", "Conv2D", document(conv(), answer(1, "sigmoid"), facts=ROWS)),
    "a picture at the end": ("labs_board.wrong_end", "Conv2D", document(conv())),
    "a picture before the answer": ("labs_board.wrong_end", "Dense", document(conv(), answer())),
    "units unlike the classes": (
        "labs_board.wrong_end", "Dense", document(block("Flatten"), block("Dense", units=64, activation="relu"))
    ),
    "units unlike the classes, activation apart": (
        "labs_board.wrong_end", "Activation",
        document(block("Flatten"), block("Dense", units=64), block("Activation", activation="softmax")),
    ),
    "no softmax": ("labs_board.wrong_activation", "Dense", document(block("Flatten"), block("Dense", units=3))),
    "softmax for numbers": (
        "labs_board.wrong_activation", "Dense", document(answer(1, "softmax"), facts=NUMBERS)
    ),
    "nothing at all": ("labs_board.wrong_end", "input", document()),
    "nothing at all for pixels": ("labs_board.wrong_end", "input", document(facts=CLOTHES)),
    "whole pixels into a convolution": (
        "labs_board.whole_pixels", "Conv2D", document(conv(), block("Flatten"), answer(10), facts=CLOTHES)
    ),
    "a skip around fewer pixels": (
        "layers_blocks.residual_shapes", "Residual",
        document(block("Residual", (conv(padding="valid"),)), block("Flatten"), answer()),
    ),
    "a skip around other channels": (
        "layers_blocks.residual_shapes", "Residual",
        document(block("Residual", (conv(), conv(filters=6, strides=2))), block("Flatten"), answer()),
    ),
    "a skip around other units": (
        "layers_blocks.residual_shapes", "Residual",
        document(block("Residual", (block("Dense", units=9),)), answer(1, "sigmoid"), facts=ROWS),
    ),
    "a skip around nothing": (
        "layers_blocks.no_parts", "Residual", document(block("Residual", ()), block("Flatten"), answer())
    ),
    "a single branch": (
        "layers_blocks.few_branches", "Parallel", document(block("Parallel", (conv(),)), block("Flatten"), answer())
    ),
    "branches of other sizes": (
        "layers_blocks.branch_shapes", "Parallel",
        document(block("Parallel", (conv(),), (conv(padding="valid", strides=2),)), block("Flatten"), answer()),
    ),
    "groups that do not divide": ("layers.groups", "Conv2D", document(conv(groups=3), block("Flatten"), answer())),
    "stride and dilation": (
        "layers.stride_and_dilation", "Conv2D",
        document(conv(strides=2, dilation_rate=2), block("Flatten"), answer()),
    ),
    "output padding": (
        "layers.output_padding", "Conv2DTranspose",
        document(block("Conv2DTranspose", filters=2, kernel_size=2, output_padding=1), block("Flatten"), answer()),
    ),
    "a reshape that loses numbers": (
        "layers.reshape", "Reshape", document(block("Reshape", target_shape=[7]), block("Flatten"), answer())
    ),
    "an argument out of range": (
        "layers.argument", "Dropout", document(block("Flatten"), block("Dropout", rate=2), answer())
    ),
    "an unknown activation": (
        "layers.unknown_activation", "Conv2D", document(conv(activation="bend"), block("Flatten"), answer())
    ),
    "an unknown argument": (
        "registry.bad_arguments", "Conv2D", document(conv(colour="red"), block("Flatten"), answer())
    ),
    "a layer that is too large": (
        "graph.large_model", "Dense", document(block("Flatten"), block("Dense", units=10**6), answer())
    ),
    "a window of nonsense": (
        "layers.argument", "Conv2D", document(conv(kernel_size={"dict": {}}), block("Flatten"), answer())
    ),
    "raw pixels": ("labs_board.raw_pixels", "input", document(block("Flatten"), facts=CLOTHES)),
    "a dense layer on pixels": (
        "labs_board.dense_on_picture", "Dense",
        document(block("Dense", units=4, activation="relu"), block("Flatten"), answer()),
    ),
    "two lines in a row": (
        "labs_board.two_lines", "Dense", document(block("Dense", units=4), answer(1, "sigmoid"), facts=ROWS)
    ),
}  # fmt: skip


def at(seen: Document, kind: str) -> list[int]:
    """The blocks of a kind, the input as ROOT."""
    from axb.labs.board import walk

    return [ROOT] if kind == "input" else [one.id for _, one in walk(seen.blocks) if one.kind == kind]


def in_trouble(start: Document, key: str, kind: str) -> tuple[int, Look]:
    looks = with_mends(start).looks
    return next((one, looks[one]) for one in at(start, kind) if looks[one].key == key)


@pytest.mark.parametrize("case", list(CASES))
def test_a_trouble_is_found_at_its_block_and_every_mend_removes_it(case: str) -> None:
    key, kind, start = CASES[case]
    where, look = in_trouble(start, key, kind)
    assert look.trouble is not None
    assert len(look.trouble.sentence) > 20
    assert look.trouble.mends
    for mend in look.trouble.mends:
        assert mend.label
        mended = replace(start, blocks=applied(start.blocks, mend.operations))
        after = survey(mended).looks
        assert where not in after or after[where].key != key, mend.label


@pytest.mark.parametrize("case", [name for name, (key, _, _) in CASES.items() if key in AT_THE_END])
def test_what_mends_the_end_leaves_a_model_that_can_be_made(case: str) -> None:
    key, kind, start = CASES[case]
    _, look = in_trouble(start, key, kind)
    assert look.trouble is not None
    for mend in look.trouble.mends:
        mended = replace(start, blocks=applied(start.blocks, mend.operations))
        model = model_of(mended)
        assert model.output_shape == (None, start.facts.head.units)


def test_what_comes_after_a_trouble_waits_and_is_not_blamed() -> None:
    start = document(conv(kernel_size=9, padding="valid"), block("Flatten"), answer())
    seen = survey(start)
    assert seen.stops == {start.blocks[0].id}
    assert seen.looks[start.blocks[1].id] == Look()


def test_a_trouble_inside_is_told_inside() -> None:
    inner = conv(kernel_size=9, padding="valid")
    start = document(block("Residual", (inner,)), block("Flatten"), answer())
    seen = survey(start)
    assert seen.stops == {inner.id}
    assert seen.looks[start.blocks[0].id].trouble is None


def test_a_sound_model_has_no_trouble_and_knows_its_shapes() -> None:
    start = cnn()
    seen = survey(start)
    assert seen.stops == set()
    first, residual, parallel, *_ = (seen.looks[one.id] for one in start.blocks)
    assert first.after is not None
    assert first.after.shape == (8, 8, 4)
    assert (first.parameters, first.a, first.b) == (4 * 4 * 9 + 4, (3, 3, 4, 4), (4,))
    assert residual.parameters == 4 * 4 * 9 + 4
    assert parallel.after is not None
    assert parallel.after.shape == (8, 8, 6)


def test_troubles_are_told_in_the_readers_language() -> None:
    start = document(conv(kernel_size=9, padding="valid"))
    with speaking("ja"):
        look = with_mends(start).looks[start.blocks[0].id]
    assert look.trouble is not None
    assert "窓" in look.trouble.sentence
    assert "取り除く" in look.trouble.mends[-1].label


def test_a_model_in_trouble_is_not_made() -> None:
    with pytest.raises(InputError, match="marked blocks"):
        model_of(document(conv()))


def test_all_weights_together_are_bounded() -> None:
    wide = Facts((5000,), SMALL.head)
    layers = [block("Dense", units=5000, activation="relu") for _ in range(3)]
    seen = survey(document(*layers, answer(), facts=wide))
    assert [seen.looks[one].key for one in seen.stops] == ["labs_board.too_many_weights"]
