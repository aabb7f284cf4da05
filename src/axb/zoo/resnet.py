"""ResNet (He, Zhang, Ren & Sun 2015, "Deep residual learning for image recognition"): f(x) + x, a hundred times over.

Two plans, told apart by the depth. Table 1, for photographs: four stages from 64 filters on, of basic blocks (18, 34
layers) or bottlenecks (50, 101, 152). Section 4.2, for small pictures: 6n + 2 layers in three stages of n basic blocks
with 16, 32 and 64 filters. Learned numbers for 1000 classes: 18: 11,689,512; 34: 21,797,672; 50: 25,557,032; 101:
44,549,160; 152: 60,192,808; and for CIFAR-10 with option A: 20: 269,722; 56: 853,018; 110: 1,727,962.
"""

from dataclasses import dataclass

from axb import layers
from axb.graph import SymbolicTensor
from axb.layers.residual_block import bend, convolve
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_depth, check_picture, is_big, one_cycle, scaled

# Table 1: blocks in each stage
PHOTOGRAPHS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
BOTTLENECKS = 50  # layers from which table 1 has bottlenecks


@dataclass(frozen=True)
class Plan:
    """Blocks in each stage, filters of the first (each stage has twice those before), and which blocks."""

    blocks: tuple[int, ...]
    filters: int
    bottleneck: bool
    shortcut: str

    def stages(self, width: float) -> list[tuple[int, int, int]]:
        """(filters, strides of its first block, blocks) of each stage."""
        return [
            (scaled(self.filters * 2**stage, width), 1 if stage == 0 else 2, blocks)
            for stage, blocks in enumerate(self.blocks)
        ]


def plan(family: str, depth: int, known: tuple[int, ...] = tuple(PHOTOGRAPHS)) -> Plan:
    """What a depth means."""
    listed = f"{', '.join(map(str, known))}; 6n + 2 (8, 14, 20, 32, 44, 56, 110)"
    check_depth(family, depth in known or (depth >= 8 and (depth - 2) % 6 == 0), listed, depth)
    if depth in known:
        return Plan(PHOTOGRAPHS[depth], 64, depth >= BOTTLENECKS, "projection")
    return Plan((depth // 6,) * 3, 16, False, "pad")


def build(
    facts: Facts, depth: int = 20, width: float = 1.0, shortcut: str = "auto", batch_norm: bool = True
) -> Model:
    """`depth` layers with weights on the longest way; `width` multiplies all numbers of filters.

    `shortcut`: "projection" or "pad" where shapes differ; "auto" as the paper has it (option B in table 1, option A
    in section 4.2). `batch_norm` follows each convolution.
    """
    chosen = plan("resnet", depth)
    check_picture("resnet", facts, smallest=8)
    inputs, x = facts.enter()
    x = stem(x, facts, chosen, width, batch_norm)
    around = chosen.shortcut if shortcut == "auto" else shortcut
    for filters, strides, blocks in chosen.stages(width):
        for number in range(blocks):
            step = strides if number == 0 else 1
            x = layers.ResidualBlock(
                filters, step, chosen.bottleneck, shortcut=around, batch_norm=batch_norm
            )(x)  # fmt: skip
    return facts.leave(inputs, layers.GlobalAveragePooling2D()(x), "resnet")


def stem(x: SymbolicTensor, facts: Facts, chosen: Plan, width: float, batch_norm: bool) -> SymbolicTensor:
    """A 3x3 convolution; for photographs in four stages a 7x7 one with stride 2, and pooling."""
    filters = scaled(chosen.filters, width)
    if not is_big(facts) or len(chosen.blocks) < 4:
        return bent(x, filters, 3, 1, batch_norm)
    x = layers.ZeroPadding2D(1)(bent(x, filters, 7, 2, batch_norm))
    return layers.MaxPooling2D(3, strides=2)(x)


def bent(x: SymbolicTensor, filters: int, size: int, strides: int, batch_norm: bool) -> SymbolicTensor:
    """A convolution, batch normalisation unless it is left out, and ReLU."""
    return bend(convolve(x, filters, size, strides, use_bias=not batch_norm), batch_norm=batch_norm)


RESNET = Family("resnet", build, Recipe(5, 128, one_cycle(peak=0.15, weight_decay=0.005), steps=500))
