"""Every number of one example's way as HTML: forward through a unit, back to one of its weights."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from axb.labs.network.choice import sizes_of
from axb.labs.network.example import Example, LayerNumbers
from axb.labs.network.paths import Chain, Path, factors
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab

SYMBOLS = {"x": "x", "a": "a", "slope": "f′(z)", "error": "∂L/∂z"}


def explained(lab: "NetworkLab") -> str:
    """The chosen point through the chosen unit and weight, in the current language; empty for an empty board."""
    numbers = lab.example()
    if numbers is None:
        return ""
    chain = lab.chain(numbers)
    parts = [_head(lab, numbers), _forward(lab, numbers, chain), _back(numbers, chain), _chain(lab, numbers, chain),
             _all_units(lab, numbers)]  # fmt: skip
    return "".join(parts)


def number(value: float) -> str:
    """Three digits, with a real minus; "NaN" where it is no number."""
    return "NaN" if value != value else f"{value:.3g}".replace("-", "−")


def layer_name(column: int, sizes: Sequence[int]) -> str:
    """The name of a column of the picture."""
    if column == len(sizes) - 1:
        return say("studio_network.output_layer")
    return say("studio_network.hidden_layer", number=column)


def _head(lab: "NetworkLab", numbers: Example) -> str:
    points, index = lab.points, lab.chosen.point
    places = ", ".join(
        f"{name} = {number(float(value))}" for name, value in zip(points.axes, points.x[index], strict=True)
    )
    out = numbers.layers[-1].out
    if not points.has_classes:
        told = say(
            "studio_network.says_number", answer=number(float(points.y[index])), guess=number(float(out[0]))
        )
    else:
        chances = [1 - out[0], out[0]] if len(out) == 1 else list(out)
        mine = points.labels.index(int(points.y[index]))
        answer = points.label(points.labels[mine])
        told = say("studio_network.says_class", answer=answer, chance=f"{chances[mine]:.1%}")
    loss = say("studio_network.costs", loss=number(numbers.loss))
    words = say("studio_network.example", places=places, told=told, loss=loss)
    return f"<p>{escape(words)}</p>"


def _forward(lab: "NetworkLab", numbers: Example, chain: Chain) -> str:
    wire = chain.wire
    layer = numbers.layers[wire.layer]
    names = lab.points.axes if wire.layer == 0 else [str(unit + 1) for unit in range(len(layer.x))]
    rows = [
        _row([escape(name), number(x), _signed(a), number(x * a)], "net-now" if start == wire.start else "")
        for start, (name, x, a) in enumerate(zip(names, layer.x, layer.a[:, wire.end], strict=True))
    ]
    rows += [
        _row(["b", "", "", _signed(layer.b[wire.end])]),
        _row([say("studio_network.sum"), "", "z =", f"<b>{number(layer.z[wire.end])}</b>"]),
        _row([say("studio_network.bent"), "", "f(z) =", f"<b>{number(layer.out[wire.end])}</b>"]),
    ]
    head = _row(["", "x", "a", "a x"], tag="th")
    return _block(say("studio_network.forward"), f"<table>{head}{''.join(rows)}</table>")


def _back(numbers: Example, chain: Chain) -> str:
    wire, layers = chain.wire, numbers.layers
    layer = layers[wire.layer]
    end, last = wire.end, wire.layer == len(layers) - 1
    rows = []
    if not last:
        after = layers[wire.layer + 1]
        comes = float(after.a[end] @ after.back)
        rows = [
            _row([say("studio_network.comes_back"), "Σ a · ∂L/∂z", number(comes)]),
            _row([say("studio_network.slope"), "f′(z)", number(layer.slope[end])]),
        ]
    rows += [
        _row([say("studio_network.error"), "∂L/∂z", number(layer.back[end])]),
        _row(["b", "∂L/∂b", number(layer.back[end])]),
        _row(
            [say("studio_network.of_weight"), "∂L/∂a = x · ∂L/∂z", f"<b>{number(chain.total)}</b>"], "net-now"
        ),
    ]
    return _block(say("studio_network.backward"), f"<table>{''.join(rows)}</table>")


def _chain(lab: "NetworkLab", numbers: Example, chain: Chain) -> str:
    lines = "".join(f"<li>{_product(numbers, chain, path)}</li>" for path in chain.paths)
    some = "" if chain.count <= len(chain.paths) else say("studio_network.strongest", shown=len(chain.paths))
    key = "studio_network.path" if chain.count == 1 else "studio_network.paths"
    told = say(key, count=f"{chain.count:,}", total=number(chain.total))
    return _block(
        say("studio_network.product"), f"<p>{escape(told)} {escape(some)}</p><ol>{lines}</ol>", "net-wide"
    )


def _product(numbers: Example, chain: Chain, path: Path) -> str:
    told = [
        f'<span class="net-factor net-{kind}"><small>{SYMBOLS[kind]}</small>{number(value)}</span>'
        for kind, value in factors(numbers, chain.wire, path)
    ]
    return f"{' × '.join(told)} = <b>{number(path.value)}</b>"


def _all_units(lab: "NetworkLab", numbers: Example) -> str:
    sizes = sizes_of(lab.model)
    tables = "".join(
        _layer(layer, layer_name(column, sizes)) for column, layer in enumerate(numbers.layers, 1)
    )
    words = say("studio_network.all_units")
    scrolls = f'<div class="net-all" role="region" tabindex="0" aria-label="{escape(words)}">{tables}</div>'
    return f'<details class="net-wide"><summary>{escape(words)}</summary>{scrolls}</details>'


def _layer(layer: LayerNumbers, name: str) -> str:
    head = _row(["", "z", "f(z)", "f′(z)", "∂L/∂z"], tag="th")
    rows = "".join(
        _row(
            [
                str(unit + 1),
                *map(number, (layer.z[unit], layer.out[unit], layer.slope[unit], layer.back[unit])),
            ]
        )
        for unit in range(len(layer.b))
    )
    return f"<table><caption>{escape(name)}</caption>{head}{rows}</table>"


def _block(title: str, content: str, more: str = "") -> str:
    return f'<div class="net-block {more}"><h3>{escape(title)}</h3>{content}</div>'


def _row(cells: Sequence[Any], name: str = "", tag: str = "td") -> str:
    return f'<tr class="{name}">{"".join(f"<{tag}>{cell}</{tag}>" for cell in cells)}</tr>'


def _signed(value: float) -> str:
    kind = "net-positive" if value > 0 else "net-negative" if value < 0 else ""
    return f'<span class="{kind}">{number(value)}</span>'
