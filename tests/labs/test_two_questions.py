"""Two questions to the same points: a density that is one, a border that isn't; what both say of a place."""

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from axb.labs.two_questions import TwoQuestionsLab, two_questions_lab
from axb.labs.two_questions.mixture import Mixture
from axb.views.scene import Boxes, Image, Points
from axb.words import InputError, speaking


def learned(lab: TwoQuestionsLab, steps: int = 150) -> TwoQuestionsLab:
    for _ in range(steps):
        lab.advance()
    return lab


@pytest.fixture
def mixture() -> Mixture:
    """Of two classes with three bells each, none of them round."""
    made = Mixture(np.random.default_rng(1).normal(size=(50, 2)), classes=2, components=3)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.3 * torch.randn(parameter.shape, generator=torch.Generator().manual_seed(2)))
    return made


def bells(mixture: Mixture) -> tuple[np.ndarray, list, np.ndarray]:
    """Shares `(6,)`, SciPy's distributions, classes `(6,)`."""
    shares = torch.softmax(mixture.share.reshape(-1).double(), 0).detach().numpy()
    found = []
    for mean, width, tilt in zip(
        mixture.mean.reshape(-1, 2), mixture.width.reshape(-1, 2), mixture.tilt.reshape(-1), strict=True
    ):
        low = np.array([[np.exp(width[0].item()), 0], [tilt.item(), np.exp(width[1].item())]])
        found.append(stats.multivariate_normal(mean.detach().numpy(), low @ low.T))
    return shares, found, np.repeat([0, 1], 3)


def test_the_density_is_scipys_and_bayes_rule_divides_it(mixture: Mixture) -> None:
    places = np.random.default_rng(3).normal(size=(20, 2))
    shares, found, classes = bells(mixture)
    each = np.stack([share * one.pdf(places) for share, one in zip(shares, found, strict=True)], axis=1)
    density, bayes = mixture.asked(places)
    assert np.exp(density) == pytest.approx(each.sum(1), rel=1e-4)
    expected = np.stack([each[:, classes == one].sum(1) for one in (0, 1)], axis=1)
    assert bayes == pytest.approx(expected / expected.sum(1, keepdims=True), rel=1e-4)


def test_the_density_over_the_plane_is_one(mixture: Mixture) -> None:
    grid = np.linspace(-12, 12, 481)
    places = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    heights = np.exp(mixture.asked(places)[0]).reshape(481, 481)
    whole = integrate.trapezoid(integrate.trapezoid(heights, grid), grid)
    assert whole == pytest.approx(1, abs=1e-3)


def test_samples_have_the_shares_means_and_spreads_of_the_density(mixture: Mixture) -> None:
    places, classes = mixture.sample(40_000, seed=5)
    shares, found, of = bells(mixture)
    for one in (0, 1):
        assert (classes == one).mean() == pytest.approx(shares[of == one].sum(), abs=0.01)
    mean = sum(share * one.mean for share, one in zip(shares, found, strict=True))
    assert places.mean(0) == pytest.approx(mean, abs=0.03)
    second = sum(
        share * (one.cov + np.outer(one.mean, one.mean)) for share, one in zip(shares, found, strict=True)
    )
    assert places.T @ places / len(places) == pytest.approx(second, abs=0.08)


def test_the_same_seed_gives_the_same_samples_and_learning() -> None:
    lab, twin = learned(TwoQuestionsLab(), 20), learned(TwoQuestionsLab(), 20)
    assert lab.numbers() == pytest.approx(twin.numbers())
    assert np.array_equal(lab.mixture.sample(10)[0], twin.mixture.sample(10)[0])
    lab.start_over()
    assert lab.step == 0
    assert learned(lab, 20).numbers() == pytest.approx(twin.numbers())


@pytest.mark.parametrize("data", ["moons", "ring"])
def test_both_tell_the_classes(data: str) -> None:
    told = learned(TwoQuestionsLab(data), 180).numbers()
    assert min(told["right_discriminative"], told["right_generative"]) > 0.95


def test_far_from_everything_one_is_sure_and_the_other_knows_nothing_like_it() -> None:
    lab = learned(TwoQuestionsLab())
    lab.set_probe(-2.2, 2.6)
    answers = lab.answers
    assert answers.chances.max() > 0.95
    assert answers.usual == 0
    assert "nothing like this" in lab.verdict()
    lab.set_probe(*lab.points.x[0].tolist())
    assert lab.answers.usual > 0
    assert "knows such points" in lab.verdict()


def test_usual_is_the_share_of_the_points_that_are_thinner() -> None:
    lab = learned(TwoQuestionsLab(), 60)
    density, _ = lab.mixture.asked(lab.points.x)
    for index in (0, 7, 100):
        lab.set_probe(*(float(one) for one in lab.points.x[index]))
        assert lab.answers.usual == pytest.approx((density < density[index]).mean(), abs=0.01)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_place_gets_a_sentence(language: str) -> None:
    lab = TwoQuestionsLab("xor")
    with speaking(language):
        said = {lab.verdict()}
        learned(lab, 120)
        for x, y in ((0.5, 0.5), (0.02, 0.5), (1.4, 1.4), (0.0, 1.6)):
            lab.set_probe(x, y)
            said.add(lab.verdict())
    assert len(said) >= 4


def test_before_they_have_learned_nothing_is_measured() -> None:
    told = TwoQuestionsLab().numbers()
    assert np.isnan([told["sure"], told["usual"]]).all()


def test_the_ring_stays_within_sight_and_points_are_dragged() -> None:
    lab = learned(TwoQuestionsLab(), 3)
    lab.set_probe(99, -99)
    assert lab.probe == (lab.seen.x1, lab.seen.y0)
    lab.set_probe(x=0)
    assert lab.probe == (0, lab.seen.y0)
    lab.move_point(2, 0.5, -0.5)
    assert lab.points.x[2].tolist() == [0.5, -0.5]
    assert learned(lab, 3).step == 6


def test_one_plane_is_coloured_to_its_edges_and_the_other_only_where_points_are() -> None:
    lab = learned(TwoQuestionsLab(), 120)
    scenes = lab.scenes()
    border, density = (
        next(mark.pixels for mark in scenes[name].marks if isinstance(mark, Image))
        for name in ("border", "density")
    )
    edge = np.s_[0, :]
    assert border[edge].std() > 10
    assert density[edge].std() < 3
    real, made = (
        next(mark for mark in scenes[name].marks if isinstance(mark, Points))
        for name in ("border", "density")
    )
    assert (real.hollow, real.name, made.hollow) == (False, "point", True)
    probes = [mark for mark in scenes["density"].marks if isinstance(mark, Points) and mark.name == "probe"]
    assert [(mark.grab, mark.x, mark.y) for mark in probes] == [(True, [lab.probe[0]], [lab.probe[1]])]


def test_bars_are_as_long_as_the_chances() -> None:
    lab = learned(TwoQuestionsLab(), 60)
    bars = [mark for mark in lab.scenes()["answers"].marks if isinstance(mark, Boxes) and mark.fill > 0]
    found = lab.answers
    for bar, chances in zip(bars, (found.chances, found.bayes), strict=False):
        assert np.subtract(bar.x1, bar.x0) == pytest.approx(chances)
    assert bars[2].x1 == [found.usual]


@pytest.mark.parametrize(
    "options", [{"data": "plane"}, {"components": "0"}, {"x": "left"}, {"classes": "3"}, {"seed": "-1"}]
)
def test_what_can_t_be_used_is_told(options: dict[str, str]) -> None:
    with pytest.raises(InputError):
        two_questions_lab(options)


def test_options_are_read_from_words() -> None:
    lab = two_questions_lab({"data": "spiral", "components": "9", "x": "0.5", "y": "-0.25"})
    assert (lab.points.name, lab.components, lab.probe) == ("spiral", 9, (0.5, -0.25))
