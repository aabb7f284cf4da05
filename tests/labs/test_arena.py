"""The arena: two players that learn from one another, changed while they do; and what says that learning stopped."""

import copy
import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from axb.labs.arena import PRESETS, ArenaLab, Settings, arena_lab
from axb.labs.arena.charts import COLORS
from axb.labs.arena.material import Material
from axb.labs.arena.plane import pulls
from axb.labs.arena.referee import looked
from axb.labs.network.points import Points as Data
from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Boxes, Image, Points, Segments
from axb.words import InputError


def played(lab: ArenaLab, steps: int) -> ArenaLab:
    for _ in range(steps):
        lab.advance()
    return lab


def weights(lab: ArenaLab, player: str) -> torch.Tensor:
    return torch.cat([one.detach().reshape(-1) for one in getattr(lab.match.game, player).parameters()])


def test_the_same_seed_plays_the_same_game_and_starting_over_too() -> None:
    lab, twin = played(ArenaLab(), 12), played(ArenaLab(), 12)
    assert lab.numbers() == pytest.approx(twin.numbers(), nan_ok=True)
    first = weights(lab, "generator")
    lab.start_over()
    assert lab.step == 0
    assert torch.equal(weights(played(lab, 12), "generator"), first)
    assert not torch.equal(weights(played(ArenaLab(seed=1), 12), "generator"), first)


def test_a_copy_plays_on_by_itself() -> None:
    """A film's copy goes ahead to find the end; the lab that it was copied from stays where it is."""
    lab = played(ArenaLab(), 5)
    ahead = played(copy.deepcopy(lab), 5)
    assert (lab.step, ahead.step) == (5, 10)
    assert torch.equal(weights(played(lab, 5), "generator"), weights(ahead, "generator"))


@pytest.mark.parametrize(
    ("still", "moving"), [("generator", "discriminator"), ("discriminator", "generator")]
)
def test_who_has_no_turns_stands_still_and_has_no_loss(still: str, moving: str) -> None:
    lab = ArenaLab(**{f"{still}_turns": 0})
    before = {name: weights(lab, name) for name in (still, moving)}
    played(lab, 3)
    assert torch.equal(weights(lab, still), before[still])
    assert not torch.equal(weights(lab, moving), before[moving])
    assert math.isnan(lab.match.losses[still][-1])
    assert math.isfinite(lab.match.losses[moving][-1])
    assert math.isnan(lab.match.gradients[still][-1])


def test_rates_turns_and_the_loss_change_while_it_runs() -> None:
    lab = played(ArenaLab(), 4)
    lab.change(generator_rate=0.01, discriminator_turns=3, loss="minimax")
    assert (lab.step, lab.preset) == (4, "")
    played(lab, 2)
    optimizers = lab.match.game.optimizers
    assert optimizers["generator"].rate == 0.01
    assert {name: one.iterations for name, one in optimizers.items()} == {
        "generator": 6,
        "discriminator": 4 + 6,
    }
    assert [name for name, _ in lab.match.game.turns(6)] == ["discriminator"] * 3 + ["generator"]


def test_the_two_losses_of_the_forger_are_those_of_the_paper() -> None:
    """log(1 - D(G(z))) and -log D(G(z)), on the same forgeries."""
    lab = ArenaLab()
    batch = next(lab.match.trainer.batches.epoch())
    torch.manual_seed(3)
    chance = torch.sigmoid(lab.match.game.judge(lab.match.game.forge(batch), None))
    expected = {"minimax": (1 - chance).log().mean(), "non_saturating": -chance.log().mean()}
    for loss, value in expected.items():
        lab.change(loss=loss)
        torch.manual_seed(3)
        told = lab.match.game.turns(0)[-1][1](batch)
        assert float(told.detach()) == pytest.approx(float(value.detach()), rel=1e-5)


@pytest.mark.parametrize("loss", ["minimax", "non_saturating"])
def test_an_arrow_points_where_the_forgers_loss_falls(loss: str) -> None:
    lab = played(ArenaLab(loss=loss), 10)
    made = lab.match.made()[:8]

    def cost(x: torch.Tensor) -> torch.Tensor:
        judged = lab.match.game.judge(x, None)[:, 0]
        return (-F.softplus(judged) if loss == "minimax" else F.softplus(-judged)).double()

    pull = torch.from_numpy(pulls(lab.match, made)).float()
    step = 1e-3 * pull / pull.norm(dim=1, keepdim=True)
    with torch.no_grad():
        assert (cost(made + step) < cost(made)).all()
        assert (cost(made - step) > cost(made)).all()


# Who is winning


def test_a_detective_too_strong_stops_learning_and_another_loss_brings_it_back() -> None:
    lab = played(ArenaLab(preset="detective"), 110)
    assert lab.state == "stopped"
    told = lab.numbers()
    assert told["generator_gradient"] < 1e-2
    assert told["moved"] < 0.02
    assert "learning has stopped" in lab.verdict()
    lab.change(loss="non_saturating")
    played(lab, 60)
    assert lab.numbers()["generator_gradient"] > 1
    assert lab.state != "stopped"


def test_a_forger_too_strong_makes_one_heap_that_runs() -> None:
    lab = played(ArenaLab(preset="forger"), 110)
    assert lab.state == "heap"
    assert lab.numbers()["spread"] < 0.2
    assert lab.numbers()["moved"] > 0.2


def look_at(lab: ArenaLab, made: np.ndarray) -> object:
    forged = torch.tensor(made, dtype=torch.float32)
    return looked(lab.match.game, lab.material, forged, 200, [forged, forged])


def test_what_is_reached_is_counted() -> None:
    """The data themselves reach all of it; points around two of eight places a quarter; far ones nothing."""
    lab = ArenaLab()
    every = look_at(lab, lab.material.x)
    assert (every.reached, every.genuine, every.places, every.of_places) == (1, 1, 8, 8)  # type: ignore[attr-defined]
    two = look_at(lab, lab.material.x[lab.material.labels < 2])
    assert two.reached == pytest.approx(2 / 8, abs=0.03)  # type: ignore[attr-defined]
    assert (two.genuine, two.places, two.moved) == (1, 2, 0)  # type: ignore[attr-defined]
    far = look_at(lab, lab.material.x + 50)
    assert (far.reached, far.genuine, far.places) == (0, 0, 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("numbers", "state"),
    [
        ({"real_accuracy": 1, "fake_accuracy": 1, "moved": 0.001}, "stopped"),
        ({"real_accuracy": 1, "fake_accuracy": 1, "moved": 0.3}, "detective"),
        ({"real_accuracy": 0.2, "fake_accuracy": 0.9, "spread": 0.01}, "heap"),
        ({"genuine": 0.9, "reached": 0.15}, "collapse"),
        ({"genuine": 0.9, "reached": 0.8}, "balanced"),
        ({"real_accuracy": 0.3, "fake_accuracy": 0.1}, "forger"),
        ({}, "open"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_end_of_the_game_has_its_name_and_sentence(
    numbers: dict[str, float], state: str, language: str
) -> None:
    from dataclasses import replace

    from axb.words import speaking

    lab = played(ArenaLab(data="moons"), 1)
    usual = {
        "real_accuracy": 0.7, "fake_accuracy": 0.7, "genuine": 0.2, "reached": 0.2, "spread": 1.0, "moved": 0.3
    }  # fmt: skip
    lab.match.trainer.step = 200
    lab.match.looks = [replace(lab.match.looks[0], **{**usual, **numbers})]
    assert lab.state == state
    with speaking(language):
        assert lab.verdict().endswith("." if language == "en" else "。")


def test_balanced_players_learn_on_moons() -> None:
    lab = played(ArenaLab(data="moons"), 260)
    assert lab.numbers()["genuine"] > 0.4
    assert lab.numbers()["reached"] > 0.3


# What a hand changes


def test_points_are_added_moved_and_taken_away_and_the_game_goes_on() -> None:
    lab = played(ArenaLab(), 5)
    count, seen = len(lab.material.x), lab.material.seen
    lab.add_point(0.5, 0.25)
    lab.move_point(0, -0.5, 0.5)
    assert lab.material.x[-1].tolist() == [0.5, 0.25]
    assert lab.material.x[0].tolist() == [-0.5, 0.5]
    lab.remove_point(0)
    assert len(lab.material.x) == count
    assert (lab.step, lab.material.seen) == (5, seen)
    assert played(lab, 3).step == 8


def test_an_empty_board_waits_for_points() -> None:
    lab = ArenaLab()
    lab.clear()
    assert all(scene.to_dict() for scene in lab.scenes().values())
    with pytest.raises(InputError, match="6"):
        lab.learn()
    for place in range(8):
        lab.add_point(0.1 * place, -0.1 * place)
    lab.learn()
    assert lab.running
    assert played(lab, 2).step == 2


def test_a_table_of_large_numbers_is_played_in_its_own_scale(tmp_path) -> None:
    rows = "\n".join(f"{1000 + 5 * one % 70},{40 + one % 9},{'ab'[one % 2]}" for one in range(60))
    (tmp_path / "big.csv").write_text(f"width,height,kind\n{rows}\n")
    lab = played(ArenaLab(data=str(tmp_path / "big.csv")), 2)
    made = lab.match.made().numpy()
    assert 900 < made[:, 0].mean() < 1300
    assert lab.scenes()["arena"].x.label == "width"


def test_a_preset_begins_anew_with_rates_that_suit_the_data() -> None:
    lab = played(ArenaLab(data="moons"), 3)
    calm = lab.settings.generator_rate
    lab.set_preset("forger")
    assert (lab.step, lab.preset, lab.settings) == (0, "forger", PRESETS["forger"])
    lab.set_preset("balanced")
    assert lab.settings.generator_rate == calm
    lab.set_data("ring")
    assert lab.settings.generator_rate > calm


@pytest.mark.parametrize(
    "options",
    [{"data": "sphere"}, {"preset": "judge"}, {"generator_rate": "2"}, {"discriminator_turns": "99"},
     {"generator_turns": "x"}, {"loss": "hinge"}, {"colour": "red"}],
)  # fmt: skip
def test_what_can_t_be_used_is_told(options: dict[str, str]) -> None:
    with pytest.raises(InputError):
        arena_lab(options)


def test_settings_are_read_from_words() -> None:
    lab = arena_lab(
        {"data": "moons", "preset": "detective", "generator_turns": "2", "discriminator_rate": "0.02"}
    )
    assert lab.settings == Settings(0.0001, 0.02, 2, 4, "minimax")


# What is seen


def test_real_dots_are_filled_forged_ones_hollow_and_teal() -> None:
    lab = played(ArenaLab(), 2)
    marks = lab.scenes()["arena"].marks
    hollow, real = (mark for mark in marks if isinstance(mark, Points))
    assert (real.name, real.grab, real.hollow, np.size(real.x)) == ("point", True, False, 300)
    assert (hollow.color, hollow.hollow) == (GENERATOR, True)
    (arrows,) = (mark for mark in marks if isinstance(mark, Segments))
    assert (arrows.color, arrows.arrow) == ("gradient", True)


def test_the_ground_is_violet_where_the_detective_believes_and_teal_where_not() -> None:
    lab = played(ArenaLab(preset="detective"), 40)
    (image,) = (mark for mark in lab.scenes()["arena"].marks if isinstance(mark, Image))
    middle, corner = image.pixels[24, 24].astype(int), image.pixels[13, -2].astype(int)
    assert middle[2] > middle[1] + 20  # more blue than green: violet
    assert corner[1] > corner[0] + 20  # more green than red: teal


def test_where_nothing_comes_back_there_are_no_arrows() -> None:
    lab = played(ArenaLab(preset="detective"), 110)
    (arrows,) = (mark for mark in lab.scenes()["arena"].marks if isinstance(mark, Segments))
    reach = np.hypot(np.subtract(arrows.x1, arrows.x0), np.subtract(arrows.y1, arrows.y0)).max()
    start = played(ArenaLab(), 1)
    (before,) = (mark for mark in start.scenes()["arena"].marks if isinstance(mark, Segments))
    assert reach < 0.5 * np.hypot(np.subtract(before.x1, before.x0), np.subtract(before.y1, before.y0)).max()


def test_pictures_are_framed_solid_and_dashed_with_the_detectives_judgement_below() -> None:
    lab = played(ArenaLab(data="digits"), 2)
    marks = lab.scenes()["arena"].marks
    assert sum(isinstance(mark, Image) for mark in marks) == 50
    frames = [mark for mark in marks if isinstance(mark, Boxes) and mark.width == 2]
    assert [(mark.dashed, mark.color == GENERATOR) for mark in frames] == [(False, False), (True, True)]
    bars = [mark for mark in marks if isinstance(mark, Boxes) and mark.color == DISCRIMINATOR]
    for bar in bars:
        share = np.subtract(bar.x1, bar.x0)
        assert ((share >= 0) & (share <= 1)).all()
    lab.add_point(0.0, 0.0)  # which pictures don't have
    lab.move_point(0, 1.0, 1.0)
    assert lab.step == 2


def test_curves_have_the_players_colours_and_grow_with_the_game() -> None:
    from axb.views.scene import Line

    lab = played(ArenaLab(), 30)
    for name in ("loss", "gradient"):
        scene = lab.scenes()[name]
        lines = [mark for mark in scene.marks if isinstance(mark, Line) and np.size(mark.x) == 30]
        assert [line.color for line in lines] == list(COLORS.values())
    shares = [m for m in lab.scenes()["score"].marks if isinstance(m, Line) and np.size(m.x) == 4]
    assert [(line.color, line.dashed) for line in shares] == [(DISCRIMINATOR, False), (GENERATOR, True)]


def test_one_class_of_drawn_points_is_told_in_shares() -> None:
    drawn = Data.of(np.random.default_rng(0).normal(size=(20, 2)), np.zeros(20, np.int64))
    material = Material.of_points(drawn)
    assert material.enough
    lab = ArenaLab()
    lab._begin_with(material)
    assert played(lab, 1).match.looks[-1].of_places == 1


def test_a_detective_that_learns_alone_is_told_from_one_too_strong() -> None:
    lab = played(ArenaLab(generator_turns=0), 110)
    assert lab.state == "alone"
    assert "The forger has no turn" in lab.verdict()
