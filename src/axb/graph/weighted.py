"""What has weights: they are made, listed in Keras's order, copied in and out, frozen, and may cost something."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from axb import initializers, regularizers
from axb.graph.mode import Tally
from axb.graph.naming import unique
from axb.graph.sizes import check_weight
from axb.graph.symbolic import flatten
from axb.graph.weight import Weight
from axb.words import InputError


class Weighted(nn.Module):
    """The half of a part that keeps weights, with what they and its outputs cost."""

    name: str
    _trainable: bool
    _config: dict[str, Any]
    _regularizers: dict[str, Callable[[Tensor], Tensor]]  # by the weight's name
    _costs: list[Tensor]  # of the last call: of its output, and what `add_loss` was told
    activity_regularizer: Any

    @property
    def label(self) -> str:
        """How sentences name this part."""
        return f'{type(self).__name__} "{self.name}"'

    def add_weight(
        self,
        shape: Sequence[int] = (),
        initializer: str | Callable[[Sequence[int]], Tensor] = "glorot_uniform",
        name: str | None = None,
        trainable: bool = True,
        regularizer: Any = None,
    ) -> nn.Parameter:
        """A new weight of this shape, registered as `name` or as the attribute it is then assigned to."""
        check_weight(self, shape)
        Tally.weights += 1
        weight = Weight(initializers.get(initializer)(tuple(shape)), requires_grad=trainable)
        wish = (name or f"weight_{len(self._parameters)}").replace(".", "_")
        wish = unique(wish, dir(self)) if hasattr(self, wish) else wish
        self.register_parameter(wish, weight)
        if (penalty := regularizers.get(regularizer)) is not None:
            self._regularizers[wish] = penalty
        return weight

    @property
    def trainable(self) -> bool:
        """Whether its weights learn. Setting it freezes or frees all weights in it, inner parts included."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for module in self.modules():
            if isinstance(module, Weighted):
                module._trainable = value
        for parameter in self.parameters():
            parameter.requires_grad_(value)

    @property
    def weights(self) -> list[Tensor]:
        """All weights in Keras's order: a part's own (parameters, then statistics), then its inner parts'."""
        return list(_weights(self, set()))

    @property
    def trainable_weights(self) -> list[Tensor]:
        """Those of `weights` that learn."""
        return [w for w in self.weights if w.requires_grad]

    @property
    def non_trainable_weights(self) -> list[Tensor]:
        """Those of `weights` that don't."""
        return [w for w in self.weights if not w.requires_grad]

    def get_weights(self) -> list[np.ndarray[Any, Any]]:
        """Copies of `weights` as NumPy arrays."""
        return [weight.detach().cpu().numpy().copy() for weight in self.weights]

    def set_weights(self, arrays: Sequence[np.ndarray[Any, Any]]) -> None:
        """Write arrays into `weights`, in the same order; shapes must agree."""
        weights = self.weights
        shapes, given = [tuple(w.shape) for w in weights], [np.shape(a) for a in arrays]
        if shapes != given:
            raise InputError("graph.weights_mismatch", part=self.label, needs=shapes, got=given)
        with torch.no_grad():
            for weight, array in zip(weights, arrays, strict=True):
                weight.copy_(torch.as_tensor(array))

    def penalize(self, regularizer: regularizers.Regularizer) -> None:
        """Let its kernel cost something, as if that had been its argument `kernel_regularizer`."""
        self.kernel_regularizer: Callable[[Tensor], Tensor] | None = regularizer
        self._config["kernel_regularizer"] = regularizer
        if "kernel" in self._parameters:
            self._regularizers["kernel"] = regularizer

    @property
    def is_regularized(self) -> bool:
        """Whether a weight of its own, or its output, has a regularizer."""
        return bool(self._regularizers) or self.activity_regularizer is not None

    def penalties(self) -> list[Tensor]:
        """What its own weights cost by their regularizers (nothing where it is frozen), and its last output."""
        rules = self._regularizers if self._trainable else {}
        return [*(rule(getattr(self, name)) for name, rule in rules.items()), *self._costs]

    @property
    def losses(self) -> list[Tensor]:
        """The penalties of all parts in it, which `fit` adds to the loss."""
        return [cost for part in self.modules() if isinstance(part, Weighted) for cost in part.penalties()]

    def count_params(self) -> int:
        """How many numbers its weights hold."""
        return sum(weight.numel() for weight in self.weights)

    def add_loss(self, loss: Tensor | Sequence[Tensor]) -> None:
        """Within `call`: let what is trained make this scalar (or these) small too, beside the compiled loss."""
        self._costs += [loss] if isinstance(loss, Tensor) else loss

    def _cost_of(self, outputs: Any) -> Tensor:
        """What the outputs cost, divided by the batch as in Keras."""
        rule: Any = self.activity_regularizer
        costs: list[Tensor] = [rule(one.float()) / len(one) for one in flatten(outputs)]
        return torch.stack(costs).sum()


def _weights(module: nn.Module, seen: set[int]) -> Iterator[Tensor]:
    own = {**module._parameters, **module._buffers}
    for tensor in [own[name] for name in own if name not in module._non_persistent_buffers_set]:
        if tensor is not None and id(tensor) not in seen:
            seen.add(id(tensor))
            yield tensor
    for child in module.children():
        yield from _weights(child, seen)
