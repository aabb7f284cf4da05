"""What a rule remembers, as flat vectors beside the parameters they belong to."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn


class Memory:
    """Flat vectors (one for each slot, such as Adam's m and v) that follow their parameters.

    The list of parameters may change between steps: a parameter that is frozen keeps its piece until it comes
    back, one that moves to another device takes its piece along, a new one starts at the slot's first value.
    """

    def __init__(self) -> None:
        self.parameters: list[nn.Parameter] = []
        self.vectors: dict[str, Tensor] = {}
        self.parked: dict[nn.Parameter, dict[str, Tensor]] = {}

    def follow(self, parameters: Sequence[nn.Parameter], starts: dict[str, float]) -> dict[str, Tensor]:
        """The vectors for these parameters in this order."""
        if not (self._same(parameters) and self.vectors.keys() == starts.keys()):
            self._park()
            self.parameters = list(parameters)
            self.vectors = {slot: self._gather(slot, start) for slot, start in starts.items()}
        return self.vectors

    def _same(self, parameters: Sequence[nn.Parameter]) -> bool:
        if len(parameters) != len(self.parameters):
            return False
        if any(a is not b for a, b in zip(parameters, self.parameters, strict=True)):
            return False
        return all(v.device == parameters[0].device for v in self.vectors.values())

    def _park(self) -> None:
        for slot, parameter, piece in self.pieces():
            self.parked.setdefault(parameter, {})[slot] = piece.clone()

    def _gather(self, slot: str, start: float) -> Tensor:
        pieces = []
        for parameter in self.parameters:
            piece = self.parked.get(parameter, {}).pop(slot, None)
            piece = torch.full((parameter.numel(),), start) if piece is None else piece
            pieces.append(piece.to(parameter.device))
        return torch.cat(pieces) if pieces else torch.empty(0)

    def pieces(self) -> Iterator[tuple[str, nn.Parameter, Tensor]]:
        """(slot, parameter, its flat piece) for everything remembered, frozen parameters' pieces included."""
        for slot, vector in self.vectors.items():
            sizes = [parameter.numel() for parameter in self.parameters]
            for parameter, piece in zip(self.parameters, vector.split_with_sizes(sizes), strict=True):
                yield slot, parameter, piece
        for parameter, slots in self.parked.items():
            for slot, piece in slots.items():
                yield slot, parameter, piece

    def load(self, slot: str, parameter: nn.Parameter, piece: Tensor) -> None:
        """Put a piece back; it is taken up when the parameter is next followed."""
        self.parked.setdefault(parameter, {})[slot] = piece.clone()

    def clear(self) -> None:
        """Forget everything."""
        self.parameters, self.vectors, self.parked = [], {}, {}
