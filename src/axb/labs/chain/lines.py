"""The way forward and back written out, a line a number: "dL/dz₂ = dL/dh₂ × σ′(z₂) = 0.31 × 0.22 = 0.069"."""

from collections.abc import Iterator
from typing import NamedTuple

from axb.labs.chain.numbers import Activation, LayerPass, Pass, Path
from axb.views.numbers import number

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

FEW = 2  # a sum of so many products is long


class Line(NamedTuple):
    """kind: "z", "h", "loss", "dh", "slope", "dz", "da", "db"; of which layer and unit (from 0); start: a weight's."""

    kind: str
    layer: int
    unit: int
    start: int
    text: str


def written(numbers: Pass, f: Activation) -> list[Line]:
    """Every number in the order in which it is computed."""
    return [*_forward(numbers, f), *_loss(numbers), *_backward(numbers, f)]


def _forward(numbers: Pass, f: Activation) -> Iterator[Line]:
    for place, layer in enumerate(numbers.layers):
        for unit in range(len(layer.b)):
            z, h = name("z", numbers, place, unit), name("h", numbers, place, unit)
            weights = [weight(numbers, place, start, unit) for start in range(len(layer.x))]
            comes = [name("h", numbers, place - 1, start) for start in range(len(layer.x))]
            terms = _sum([*map(" ".join, zip(weights, comes, strict=True)), name("b", numbers, place, unit)])
            products = _products(layer.a[:, unit], layer.x)
            values = _sum([*products, _number(layer.b[unit])])
            told = f"{z} = {_either(terms, values, len(products))} = {number(layer.z[unit])}"
            yield Line("z", place, unit, 0, told)
            told = f"{h} = {f.sign}({z}) = {f.sign}({number(layer.z[unit])}) = {number(layer.h[unit])}"
            yield Line("h", place, unit, 0, told)


def _loss(numbers: Pass) -> Iterator[Line]:
    last, target = len(numbers.layers) - 1, _number(numbers.target)
    squares = [f"({number(y)} − {target})²" for y in numbers.output]
    share = f" ÷ {len(squares)}" if len(squares) > 1 else ""
    symbols = [f"({name('h', numbers, last, unit)} − t)²" for unit in range(len(squares))]
    parts = [f"({_sum(one)}){share}" if share else _sum(one) for one in (symbols, squares)]
    yield Line("loss", last, 0, 0, f"L = {' = '.join(parts)} = {number(numbers.loss)}")


def _backward(numbers: Pass, f: Activation) -> Iterator[Line]:
    for place, layer in reversed([*enumerate(numbers.layers)]):
        for unit in range(len(layer.b)):
            yield _arriving(numbers, place, unit)
            yield from _through(numbers, f, place, unit)
            yield from _weights(numbers, layer, place, unit)


def _arriving(numbers: Pass, place: int, unit: int) -> Line:
    """dL/dh: at the output the loss's own derivative, elsewhere a sum over the units behind."""
    h, found = name("h", numbers, place, unit), numbers.layers[place].arriving[unit]
    if place + 1 == len(numbers.layers):
        y, target, units = number(numbers.output[unit]), _number(numbers.target), len(numbers.output)
        share = f" ÷ {units}" if units > 1 else ""
        told = f"2 ({h} − t){share} = 2 ({y} − {target}){share}"
    else:
        behind = numbers.layers[place + 1]
        symbols = [
            f"{d('z', numbers, place + 1, end)} × {weight(numbers, place + 1, unit, end)}"
            for end in range(len(behind.b))
        ]
        told = _either(_sum(symbols), _sum(_products(behind.back, behind.a[unit])), len(symbols))
    return Line("dh", place, unit, 0, f"{d('h', numbers, place, unit)} = {told} = {number(found)}")


def _through(numbers: Pass, f: Activation, place: int, unit: int) -> Iterator[Line]:
    """f'(z), and with it dL/dz, which is dL/db."""
    layer, z = numbers.layers[place], name("z", numbers, place, unit)
    slope, arriving = number(layer.slope[unit]), number(layer.arriving[unit])
    yield Line("slope", place, unit, 0, f"{f.sign}′({z}) = {f.sign}′({number(layer.z[unit])}) = {slope}")
    told = (
        f"{d('h', numbers, place, unit)} × {f.sign}′({z}) = {arriving} × {slope} = {number(layer.back[unit])}"
    )
    yield Line("dz", place, unit, 0, f"{d('z', numbers, place, unit)} = {told}")


def _weights(numbers: Pass, layer: LayerPass, place: int, unit: int) -> Iterator[Line]:
    dz, back = d("z", numbers, place, unit), number(layer.back[unit])
    for start in range(len(layer.x)):
        comes, told = name("h", numbers, place - 1, start), number(layer.gradient[start, unit])
        symbols = f"dL/d{weight(numbers, place, start, unit)} = {dz} × {comes}"
        yield Line("da", place, unit, start, f"{symbols} = {back} × {_number(layer.x[start])} = {told}")
    yield Line("db", place, unit, 0, f"{d('b', numbers, place, unit)} = {dz} = {back}")


def product_line(numbers: Pass, path: Path) -> str:
    """ "dL/da₁ = 1.2 × 0.25 × ... = 0.003": one path's factors, from the loss back to the first weight."""
    factors = " × ".join(map(_number, path.factors))
    alone = all(len(layer.b) == 1 for layer in numbers.layers)
    head = f"dL/d{weight(numbers, 0, 0, path.units[0])} = " if alone else ""
    return f"{head}{factors} = {number(path.value)}"


def name(symbol: str, numbers: Pass, place: int, unit: int) -> str:
    """ "z₂", or "z₂₁" for the first of several units; what stands before the first layer is x."""
    if place < 0:
        return "x"
    several = len(numbers.layers[place].b) > 1
    return symbol + (f"{place + 1}{unit + 1}" if several else f"{place + 1}").translate(SUBSCRIPTS)


def d(symbol: str, numbers: Pass, place: int, unit: int) -> str:
    """ "dL/dz₂" """
    return f"dL/d{name(symbol, numbers, place, unit)}"


def weight(numbers: Pass, place: int, start: int, end: int) -> str:
    """ "a₂", or "a₂(1→3)" where there are several."""
    bare = f"a{place + 1}".translate(SUBSCRIPTS)
    return bare if numbers.layers[place].a.size == 1 else f"{bare}({start + 1}→{end + 1})"


def _products(left: object, right: object) -> list[str]:
    return [f"{_number(a)} × {_number(b)}" for a, b in zip(left, right, strict=True)]  # type: ignore[call-overload]


def _either(symbols: str, values: str, terms: int) -> str:
    """Symbols and numbers; of long sums only the numbers, which are read on one line."""
    return f"{symbols} = {values}" if terms < FEW else values


def _sum(terms: list[str]) -> str:
    return " + ".join(terms)


def _number(value: float) -> str:
    """In brackets where a minus would follow another sign."""
    return f"({number(value)})" if value < 0 else number(value)
