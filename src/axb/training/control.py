"""Commands from outside: pause, go, step, slow, set, stop. A trainer acts on them between two turns."""

import math
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from axb.runs.decisions import TOTAL_STEPS
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs
from axb.training.loop import StopTraining
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.optimizers import Optimizer
    from axb.runs import Run
    from axb.runs.commands import Command

VERBS = ("pause", "go", "step", "slow", "set", "stop")
LOOK_EVERY = 0.05  # seconds between two looks into the store: a pause is answered within 100 ms
BEAT_EVERY = 2.0


class Control(Callback):
    """Looks into the run store for commands, acts, acknowledges; replays the decisions of an earlier try.

    What changes weights (a hyperparameter set by hand) is written down as a decision before it acts, and acts again
    at the same step when the run is resumed. Pause, speed and stop change nothing and are not.
    """

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.paused, self.steps_to_go = False, 0
        self.seconds_a_step, self.next_step_at = 0.0, 0.0
        self.next_look = self.next_beat = 0.0
        self.seen: tuple[int, int] | None = None  # the store as it was at the last look
        self.waited = 0.0  # seconds, because a person wished so
        self.interrupted = self.between_steps = False

    def turn_away(self, commands: "Iterable[Command]") -> None:
        """Answer commands that were sent while nobody trained: too late."""
        for command in commands:
            self.run.acknowledge(command.id, self._step(), say("training.too_late"))

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Decisions of an earlier try act again."""
        self._take_up_decisions()

    def _take_up_decisions(self) -> None:
        """Those that act at this step or later, in order."""
        others = [one for one in self.run.decisions() if one.key != TOTAL_STEPS]
        ahead = [one for one in others if one.step >= self._step()]
        self.decisions = sorted(ahead, key=lambda one: (one.step, one.seq))

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """What was decided for this step acts; then commands do."""
        self.between_steps = True
        if self.decisions:
            self._act()
        self._look()
        if self.paused or self.seconds_a_step:
            self._wait()
        self.between_steps = False

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """An evaluation can be paused and stopped; what is set in it is decided, and acts before the next step."""
        self._look()
        begin = time.perf_counter()
        while self.paused and not self.steps_to_go:
            time.sleep(0.005)
            self._look()
        self.waited += time.perf_counter() - begin

    def _wait(self) -> None:
        begin = time.perf_counter()
        while self._has_to_wait():
            time.sleep(0.005)
            self._look()
        self.steps_to_go = max(self.steps_to_go - 1, 0)
        self.next_step_at = time.monotonic() + self.seconds_a_step
        self.waited += time.perf_counter() - begin

    def _has_to_wait(self) -> bool:
        if self.paused:
            return self.steps_to_go == 0
        return time.monotonic() < self.next_step_at

    def _step(self) -> int:
        return self.trainer.step if self.trainer else 0

    def _act(self) -> None:
        while self.decisions and self.decisions[0].step <= self._step():
            decision = self.decisions.pop(0)
            self._set(decision.key, decision.value)

    def _look(self) -> None:
        if self.interrupted:
            raise StopTraining("interrupted")
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + LOOK_EVERY
        if now >= self.next_beat:
            self.next_beat = now + BEAT_EVERY
            self.run.beat()
        news = self.run.news()
        if news != self.seen:
            self.seen = news
            for command in self.run.pending():
                self._obey(command)

    def _obey(self, command: "Command") -> None:
        try:
            act = getattr(self, f"_do_{command.verb}") if command.verb in VERBS else None
            if act is None:
                raise InputError("training.unknown_verb", got=command.verb, known=", ".join(VERBS))
            act(command.args)
        except InputError as error:
            self.run.acknowledge(command.id, self._step(), str(error))
            return
        self.run.acknowledge(command.id, self._step())
        if command.verb == "stop":
            raise StopTraining("stopped")

    def _do_pause(self, args: dict[str, Any]) -> None:
        self.paused, self.steps_to_go = True, 0
        self.run.set_pace("paused")

    def _do_go(self, args: dict[str, Any]) -> None:
        self.paused, self.seconds_a_step, self.next_step_at = False, 0.0, 0.0
        self.run.set_pace("running")

    def _do_step(self, args: dict[str, Any]) -> None:
        if not self.paused:
            self._do_pause(args)
        self.steps_to_go += 1

    def _do_slow(self, args: dict[str, Any]) -> None:
        rate = args.get("steps_per_second")
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate < 1e6:
            raise InputError("registry.out_of_range", what="steps_per_second", rule="> 0", got=rate)
        self._do_go(args)
        self.seconds_a_step = 1 / rate
        self.run.set_pace("slow")

    def _do_stop(self, args: dict[str, Any]) -> None:
        """Acknowledged first; then the training ends."""

    def _do_set(self, args: dict[str, Any]) -> None:
        """Check, write down, act: at once, or (in an evaluation) where a resumed run will do it."""
        name, value, wanted = args.get("name"), args.get("value"), args.get("player")
        players = list(self.model.optimizers) if wanted is None else [wanted]
        for player in players:
            self._check(player, name, value)
        for player in players:
            self.run.decide(self._step(), f"{player}.{name}", value)
        self._take_up_decisions()
        if self.between_steps:
            self._act()

    def _check(self, player: Any, name: Any, value: Any) -> None:
        optimizer = self._optimizer(player)
        hypers = {hyper.name: hyper for hyper in optimizer.hyperparameters}
        if not isinstance(name, str) or name not in hypers:
            raise InputError("registry.unknown_choice", what="set", known=", ".join(hypers), got=name)
        if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
            value = None
        hypers[name].check(type(optimizer).__name__, value)

    def _set(self, key: str, value: Any) -> None:
        player, name = key.rsplit(".", 1)
        setattr(self._optimizer(player), name, value)

    def _optimizer(self, player: Any) -> "Optimizer":
        if not isinstance(player, str) or player not in self.model.optimizers:
            raise InputError("training.unknown_player", got=player, known=", ".join(self.model.optimizers))
        return self.model.optimizers[player]
