"""The experiment: optimizers walk from one start down one surface, and a hand changes any of it."""

from collections.abc import Sequence

from axb.data.ranges import one_of, real, whole
from axb.labs.surface.charts import loss_scene, rates_scene
from axb.labs.surface.fates import Fate, fates
from axb.labs.surface.paths import Paths, walked
from axb.labs.surface.picture import Picture
from axb.labs.surface.roster import ROSTER, checked_names, default_rate
from axb.labs.surface.surfaces import Place, Surface, bowl, find_surface
from axb.labs.surface.verdict import sentence
from axb.optimizers import Optimizer
from axb.views.scene import Scene

SHOWN = ("sgd", "momentum", "rmsprop", "adam")
STEPS, FEWEST, MOST = 300, 10, 2000
FARTHEST = 1e9  # a coordinate of a start that somebody asks for


class SurfaceLab:
    """The surface `on`, the optimizers that are shown, the start (None: the surface's own), so many steps.

    Whole paths are computed whenever something changes; `now` is the step up to which they are seen.
    Raises InputError for what can't be used, here and in every method.
    """

    surface: Surface
    start: Place

    def __init__(
        self,
        on: str = "trap",
        optimizers: Sequence[str] = SHOWN,
        start: tuple[float, float] | None = None,
        steps: int = STEPS,
    ) -> None:
        self.optimizers: dict[str, Optimizer] = {name: make() for name, make in ROSTER.items()}
        self.shown, self.steps = checked_names(list(optimizers)), whole("steps", steps, FEWEST, MOST)
        self.now, self.running = 0, False
        self.picture = Picture()
        self.latest: dict[str, Fate] = {}  # what had become of each when the numbers were last asked for
        self._paths: Paths | None = None
        self._by_hand: set[str] = set()  # whose rate a hand has set
        self._stand_on(find_surface(on))
        if start is not None:
            self.set_start(*start)

    @property
    def paths(self) -> Paths:
        """The paths of those shown, in their order; computed when they are first asked for."""
        if self._paths is None:
            rules = [self.optimizers[name] for name in self.shown]
            self._paths = walked(self.surface, self.start, rules, self.steps)
        return self._paths

    @property
    def fates(self) -> dict[str, Fate]:
        """What has become of each by now."""
        return dict(zip(self.shown, fates(self.surface, self.paths, self.now), strict=True))

    def numbers(self) -> dict[str, float]:
        """step, steps, x and y of the start, condition of a bowl; for each shown optimizer "rate_adam", its "loss_adam"
        now, its "distance_adam" to the nearest minimum; where there is a trap, "escaped_adam": 1 once it came out."""
        told = {"step": float(self.now), "steps": float(self.steps), "x": self.start[0], "y": self.start[1]}
        if self.surface.condition:
            told["condition"] = self.surface.condition
        self.latest = self.fates
        for name, fate in self.latest.items():
            told |= {f"rate_{name}": self.optimizers[name].rate, f"loss_{name}": fate.loss}
            told[f"distance_{name}"] = fate.distance
            if self.surface.trap is not None:
                told[f"escaped_{name}"] = float(fate.escaped is not None)
        return told

    def verdict(self) -> str:
        """One or a few short sentences that say what is seen."""
        return sentence(self.now, self.fates)

    def scenes(self) -> dict[str, Scene]:
        """ "surface": the paths from above; "rates": how far each number moves for its slope; "loss": by step."""
        return {"surface": self.picture.scene(self), "rates": rates_scene(self), "loss": loss_scene(self)}

    # Time

    def learn(self) -> None:
        """Let them walk, from the start where they have arrived."""
        if self.now >= self.steps:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One step more is seen."""
        self.now = min(self.now + 1, self.steps)
        self.running = self.running and self.now < self.steps

    def start_over(self) -> None:
        """Back to the start."""
        self.now, self.running = 0, False

    def show_all(self) -> None:
        """The whole paths at once."""
        self.now, self.running = self.steps, False

    # What a hand changes

    def set_surface(self, name: str) -> None:
        """Another surface, with its own start and with rates that suit."""
        self._by_hand.clear()
        self._stand_on(find_surface(name))

    def set_condition(self, condition: float) -> None:
        """How many times steeper the bowl is across than along, 1 to 1000; rates that nobody set follow."""
        start = self.start if self.surface.name == "bowl" else None
        self._stand_on(bowl(condition))
        self.start = start or self.start

    def set_start(self, x: float | None = None, y: float | None = None) -> None:
        """All begin here; a place out of sight is taken to the picture's edge. None: as it is."""
        seen = self.surface.seen
        x = real("x", self.start[0] if x is None else x, -FARTHEST, FARTHEST)
        y = real("y", self.start[1] if y is None else y, -FARTHEST, FARTHEST)
        self.start = min(max(x, seen.x0), seen.x1), min(max(y, seen.y0), seen.y1)
        self._paths = None

    def set_steps(self, steps: int) -> None:
        """How many steps they take, 10 to 2000."""
        whole_path = self.now >= self.steps
        self.steps = whole("steps", steps, FEWEST, MOST)
        self.now = self.steps if whole_path else min(self.now, self.steps)
        self._paths = None

    def show(self, names: Sequence[str]) -> None:
        """Those of these names walk. Raises InputError for an unknown one, or none."""
        self.shown = checked_names(list(names))
        self._paths = None

    def set_hyper(self, name: str, hyper: str, value: float) -> None:
        """Another value for a hyperparameter of optimizer `name`; the rate is "learning_rate"."""
        rule = self.rule(name)
        known = [one.name for one in rule.hyperparameters]
        one_of(name, hyper, known)
        setattr(rule, hyper, value)
        if hyper == "learning_rate":
            self._by_hand.add(name)
        self._paths = None

    def set_rate(self, name: str, rate: float) -> None:
        """Another learning rate for optimizer `name`."""
        self.set_hyper(name, "learning_rate", rate)

    def renew(self, name: str) -> None:
        """Optimizer `name` as it was at first, with a rate that suits."""
        self.rule(name)
        self.optimizers[name] = ROSTER[name]()
        self.optimizers[name].learning_rate = default_rate(self.surface, name)
        self._by_hand.discard(name)
        self._paths = None

    def rule(self, name: str) -> Optimizer:
        checked_names([name])
        return self.optimizers[name]

    def _stand_on(self, surface: Surface) -> None:
        self.surface, self.start, self._paths = surface, surface.start, None
        for name, rule in self.optimizers.items():
            if name not in self._by_hand:
                rule.learning_rate = default_rate(surface, name)
