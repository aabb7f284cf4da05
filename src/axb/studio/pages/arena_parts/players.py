"""The players: a rate and turns for each, which act from the next step on, and what the forger is after."""

from typing import Any

from nicegui import ui

from axb.labs.arena import ArenaLab
from axb.labs.arena.charts import COLORS
from axb.labs.arena.settings import LEAST_RATE, LOSSES, MOST_RATE, MOST_TURNS
from axb.studio.dial import Dial
from axb.studio.follower import Follower
from axb.studio.pages.arena_parts.doing import Do
from axb.studio.visitor import Visitor


class Players:
    """Two columns in the players' colours."""

    def __init__(self, visitor: Visitor, do: Do, lab: ArenaLab) -> None:
        self.visitor, self.do, self.dials = visitor, do, dict[str, Dial]()
        say = visitor.say
        with ui.element("div").classes("arena-players"):
            for player, color in COLORS.items():
                with ui.element("section").classes("arena-player").style(f"--player: {color}") as box:
                    name = say(f"labs_arena.player_{player}")
                    box.props["aria-label"] = name
                    ui.label(name).classes("arena-name")
                    ui.label(say(f"studio_arena.about_{player}")).classes("axb-muted")
                    self._dial(player, "rate", lab)
                    self._dial(player, "turns", lab)
                    if player == "generator":
                        self.loss = self._loss(lab)

    def refresh(self, lab: ArenaLab) -> None:
        """As the lab is now."""
        for name, dial in self.dials.items():
            dial.follow(getattr(lab.settings, name), *_ends(name))
        self.loss.follow()

    def _dial(self, player: str, what: str, lab: ArenaLab) -> None:
        name, say = f"{player}_{what}", self.visitor.say
        words = say(f"studio_arena.dial_{what}")
        dial = Dial(
            self.visitor, words, getattr(lab.settings, name), *_ends(name),
            lambda value: self._set(name, value), log=what == "rate",
        )  # fmt: skip
        dial.slider.props["aria-label"] = f"{say(f'labs_arena.player_{player}')}: {words}"
        self.dials[name] = dial

    async def _set(self, name: str, value: float) -> None:
        number: Any = round(value) if name.endswith("turns") else min(max(value, LEAST_RATE), MOST_RATE)
        await self.do(
            lambda lab: lab.change(**{name: number}) if getattr(lab.settings, name) != number else None
        )

    def _loss(self, lab: ArenaLab) -> Follower:
        say = self.visitor.say
        ui.label(say("studio_arena.loss")).classes("axb-muted")
        words = {name: say(f"studio_arena.loss_{name}") for name in LOSSES}

        toggle = ui.toggle(words, value=lab.settings.loss)
        toggle.props('no-caps unelevated toggle-color=primary role="group"')
        toggle.props["aria-label"] = say("studio_arena.loss")
        return Follower(
            self.visitor, toggle, lambda value: self.do(lambda lab: lab.change(loss=value)),
            lambda: lab.settings.loss,
        )  # fmt: skip


def _ends(name: str) -> tuple[float, float]:
    return (0.0, float(MOST_TURNS)) if name.endswith("turns") else (LEAST_RATE, MOST_RATE)
