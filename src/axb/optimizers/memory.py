"""What a rule remembers, as flat vectors beside the parameters they belong to."""

from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn
from torch._utils import _unflatten_dense_tensors


class Memory:
    """Flat vectors (one for each slot, such as Adam's m and v) that follow their parameters.

    The list of parameters may change between steps: a parameter that is frozen keeps its piece until it comes
    back, one that moves to another device takes its piece along, a new one starts at the slot's first value.
    """

    def __init__(self) -> None:
        self.parameters: list[nn.Parameter] = []
        self.vectors: dict[str, Tensor] = {}
        self.views: dict[str, list[Tensor]] = {}  # the vectors again, cut into the parameters' shapes
        self.parked: dict[nn.Parameter, dict[str, Tensor]] = {}

    def follow(
        self, parameters: Sequence[nn.Parameter], starts: Mapping[str, float | None]
    ) -> dict[str, Tensor]:
        """The vectors for these parameters in this order; a start of None is the parameter's own value."""
        if not (self._same(parameters) and self.vectors.keys() == starts.keys()):
            self._park()
            self.parameters = list(parameters)
            self.vectors = {slot: self._gather(slot, start) for slot, start in starts.items()}
            self.views = {slot: split_like(vector, parameters) for slot, vector in self.vectors.items()}
            self.parked = {parameter: slots for parameter, slots in self.parked.items() if slots}
        return self.vectors

    def _same(self, parameters: Sequence[nn.Parameter]) -> bool:
        if len(parameters) != len(self.parameters):
            return False
        if any(a is not b for a, b in zip(parameters, self.parameters, strict=True)):
            return False
        return all(vector.device == p.device for vector in self.vectors.values() for p in parameters[:1])

    def _park(self) -> None:
        for slot, views in self.views.items():
            for parameter, piece in zip(self.parameters, views, strict=True):
                self.parked.setdefault(parameter, {})[slot] = piece.reshape(-1).clone()
        self.parameters, self.vectors, self.views = [], {}, {}

    def _gather(self, slot: str, start: float | None) -> Tensor:
        pieces = [self._piece(slot, parameter, start) for parameter in self.parameters]
        return torch.cat(pieces) if pieces else torch.empty(0)

    def _piece(self, slot: str, parameter: nn.Parameter, start: float | None) -> Tensor:
        kept = self.parked.get(parameter, {}).pop(slot, None)
        if kept is not None:
            return kept.to(parameter.device)
        flat = parameter.detach().reshape(-1)
        return flat if start is None else torch.full_like(flat, start)

    def pieces(self) -> Iterator[tuple[str, nn.Parameter, Tensor]]:
        """(slot, parameter, its flat piece) for everything remembered, frozen parameters' pieces included."""
        for slot, views in self.views.items():
            for parameter, piece in zip(self.parameters, views, strict=True):
                yield slot, parameter, piece.reshape(-1)
        for parameter, slots in self.parked.items():
            for slot, piece in slots.items():
                yield slot, parameter, piece

    def load(self, slot: str, parameter: nn.Parameter, piece: Tensor) -> None:
        """Put a piece back; it is taken up when the parameter is next followed."""
        self._park()
        self.parked.setdefault(parameter, {})[slot] = piece.clone()

    def clear(self) -> None:
        """Forget everything."""
        self.parameters, self.vectors, self.views, self.parked = [], {}, {}, {}


def split_like(flat: Tensor, parameters: Sequence[Tensor]) -> list[Tensor]:
    """Pieces of a flat vector as views in the parameters' shapes."""
    return list(_unflatten_dense_tensors(flat, parameters))  # type: ignore[no-untyped-call]
