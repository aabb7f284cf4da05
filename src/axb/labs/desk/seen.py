"""What there is to see of a latent space in which one holds a code: a map, what is decoded, the way from A to B."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.latent import Ordinary, Plane, anomaly_scores, interpolate, latent_map, liveliest
from axb.labs.desk.held import Held
from axb.training import Latent
from axb.views.latent_made import made_scene
from axb.views.latent_plane import plane_marks
from axb.views.latent_plane import plane_scene as mapped
from axb.views.latent_sheets import walk_scene
from axb.views.scene import Mark, Scene
from axb.views.tiles import is_picture
from axb.words import say

Array = NDArray[Any]
SEEN = 300  # test examples whose codes are seen
CELLS = 12  # of the map's side
SLIDERS = 12  # numbers of a code that can be slid, those in which codes differ most
STRIP = 8  # pictures from A to B


class Seen:
    """`model` after `step` updates, and examples of the data's test part; the code that is `held`, and both `ends` of a
    walk, "a" and "b".

    What takes long is computed when it is first looked at, and kept until it is forgotten.
    """

    def __init__(self, model: Latent, data: Dataset, step: int = 0) -> None:
        self.data, self.way, self.share, self.layers = data, "straight", 0.0, "both"
        self.label, self.drawn = 0, 0
        self._order = np.random.default_rng(0).permutation(len(data.x_test))[:SEEN]
        self.model, self.step = model, step
        self.ends: Mapping[str, Held] = self._first_ends()
        self.held = self.ends["a"]

    def _first_ends(self) -> Mapping[str, Held]:
        """Two test examples, of different classes where there are any."""
        if self.model.encoder is None:
            a, b = (Held(one) for one in self.model.draw(2))
        else:
            y = self.data.y_test
            self.label = int(y[0]) if self.model.classes else 0  # what is seen first is told its own class
            other = int(np.argmax(y != y[0])) or min(1, len(y) - 1)
            a, b = (Held.of(self.model, self.data.x_test[at], self._class_of(at)) for at in (0, other))
        return {"a": a, "b": b}

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

    def _class_of(self, at: int) -> int | None:
        return None if self.data.classes is None else int(self.data.y_test[at])

    def _told(self) -> int | None:
        return self.label if self.model.classes else None

    # What is known

    @property
    def code(self) -> NDArray[np.float32]:
        """`(latent,)`"""
        return self.held.code

    @cached_property
    def codes(self) -> Array:
        """Of up to 300 test examples `(N, latent)`; without an encoder as many drawn from the prior."""
        if self.model.encoder is None:
            return self.model.draw(len(self._order))
        told = self.data.y_test[self._order] if self.model.classes else None
        return self.model.encode(self.data.x_test[self._order], told)

    @cached_property
    def plane(self) -> Plane:
        """The map's."""
        return Plane.prior(self.model.latent) if self.model.encoder is None else Plane.of(self.codes)

    @cached_property
    def sliders(self) -> list[int]:
        """The numbers of a code that can be slid, in their order, counted from 0."""
        return sorted(liveliest(self.codes, SLIDERS))

    def reach(self, coordinate: int) -> tuple[float, float]:
        """From where to where that number is slid: three standard deviations of the codes each way."""
        column = self.codes[:, coordinate].astype(float)
        return float(column.mean() - 3 * column.std() - 1e-3), float(column.mean() + 3 * column.std() + 1e-3)

    @property
    def made(self) -> Array:
        """What the decoder makes of the code, `(*shape)`."""
        made: Array = self.model.decode(self.code[None], self._told())[0]
        return made

    @cached_property
    def ordinary(self) -> Ordinary:
        """How strange up to 300 test examples are."""
        told = self.data.y_test[self._order] if self.model.classes else None
        return Ordinary.of(self.model, self.data.x_test[self._order], told)

    def stranger(self, held: Held) -> float:
        """What share of these is at least as strange as the example that a code is of."""
        assert held.example is not None  # a hand's code is of none
        told = held.label if self.model.classes else None
        return float(self.ordinary.stranger(anomaly_scores(self.model, held.example[None], told))[0])

    # What is seen

    @cached_property
    def cells(self) -> Array | None:
        """What is decoded all over the map; None where these are no pictures."""
        if not is_picture(self.data.input_shape):
            return None
        return latent_map(self.model, self.plane, CELLS, CELLS, self._told())

    @cached_property
    def mesh(self) -> Array | None:
        """The map decoded to points on a plane; None where these are none."""
        if self.data.input_shape != (2,):
            return None
        return latent_map(self.model, self.plane, CELLS, CELLS, self._told())

    @cached_property
    def strip(self) -> Scene | None:
        """What is decoded on the way from A to B, without words; None where these are no pictures."""
        if self.cells is None:
            return None
        codes = interpolate(self.ends["a"].code, self.ends["b"].code, STRIP, self.way)
        return walk_scene(self.model.decode(codes, self._told()), None, None, "")

    def numbers(self) -> dict[str, float]:
        """step; share of the way from A to B; length of the code; its numbers that can be slid, "z1", "z2", ..."""
        told = {f"z{at + 1}": float(self.code[at]) for at in self.sliders}
        return {
            "step": float(self.step), "share": self.share, "length": float(np.linalg.norm(self.code)), **told
        }  # fmt: skip

    @cached_property
    def _still(self) -> list[Mark]:
        """What lies still on the map while the code moves."""
        known = self.model.encoder is not None and self.layers != "pictures"
        return plane_marks(
            self.plane, self.codes if known else None,
            self.data.y_test[self._order] if self.data.classes else None,
            None if self.layers == "codes" else self.cells,
            interpolate(self.ends["a"].code, self.ends["b"].code, 33, self.way),
        )  # fmt: skip

    def plane_scene(self) -> Scene:
        """The plane, with the code, A and B."""
        layers = "pictures" if self.model.encoder is None and self.layers == "both" else self.layers
        handles = {"a": self.ends["a"].code, "b": self.ends["b"].code, "code": self.code}
        caption = say(f"labs_desk.map_{layers}", count=len(self._order))
        return mapped(self.plane, self._still, handles, caption)

    def made_scene(self) -> Scene:
        """What the decoder makes of the code, beside what it was encoded from."""
        given = self.held.example
        caption = say("labs_desk.made", latent=self.model.latent)
        if given is not None:
            share = f"{self.stranger(self.held):.0%}"
            caption = say("labs_desk.restored", latent=self.model.latent, share=share)
        real_ = self.data.x_test[self._order] if self.mesh is not None else None
        return made_scene(
            self.made, given, caption, real=real_, mesh=self.mesh, names=self.data.feature_names
        )

    def walk_scene(self) -> Scene | None:
        """The strip from A to B; None where these are no pictures."""
        caption = say("labs_desk.walk", way=say(f"views_latent.way_{self.way}"))
        return self.strip and replace(self.strip, caption=caption)
