"""The point, the unit and the wire whose numbers are told."""

from dataclasses import dataclass, field

from axb.labs.network.paths import Wire
from axb.labs.network.seeing import dense_of
from axb.labs.network.wiring import wire_at
from axb.training import Model
from axb.words import InputError


@dataclass
class Choice:
    """unit: (column, number), column 0 being the inputs. The wire ends at the unit, where that is no input."""

    point: int = 0
    unit: tuple[int, int] = (1, 0)
    wire: Wire = field(default_factory=lambda: Wire(0, 0, 0))

    def pick(self, model: Model, name: str, index: int) -> None:
        """ "unit:COLUMN:NUMBER", or "wire:LAYER:SIGN" with the number of the wire among those."""
        kind, *where = name.split(":")
        if kind == "unit":
            self.choose_unit(model, int(where[0]), int(where[1]))
        elif kind == "wire":
            layer = int(where[0])
            wire = wire_at(dense_of(model)[layer].kernel.detach().numpy(), layer, where[1], index)
            if wire is not None:
                self.wire, self.unit = wire, (layer + 1, wire.end)

    def choose_unit(self, model: Model, column: int, unit: int) -> None:
        """Raises InputError where there is no such unit."""
        sizes = sizes_of(model)
        if not (0 <= column < len(sizes) and 0 <= unit < sizes[column]):
            raise InputError("labs_network.no_unit", layer=column, unit=unit)
        self.unit = (column, unit)
        if column:
            self.wire = Wire(column - 1, self.wire.start if self.wire.layer == column - 1 else 0, unit)

    def clamp(self, model: Model, points: int) -> None:
        """What was chosen may be gone."""
        sizes = sizes_of(model)
        self.point = min(self.point, max(points - 1, 0))
        column = min(self.unit[0], len(sizes) - 1)
        self.unit = (column, min(self.unit[1], sizes[column] - 1))
        layer = min(self.wire.layer, len(sizes) - 2)
        start, end = min(self.wire.start, sizes[layer] - 1), min(self.wire.end, sizes[layer + 1] - 1)
        self.wire = Wire(layer, start, end)


def sizes_of(model: Model) -> list[int]:
    """How many units each column of the picture has, the inputs first."""
    return [2, *(part.units for part in dense_of(model))]
