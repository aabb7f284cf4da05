"""What a race can and cannot tell, held against closed forms, other implementations, and planted truths."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import studentized_range, ttest_rel, tukey_hsd

from axb.races.statistics import critical, judge, pooled_noise


def planted(draw, settings, seeds, ahead=0.0, noise=0.01, seed_noise=0.03, failing=0):
    """Scores of equal settings, the first one better by `ahead`; the last ones fail, and scatter."""
    scores = 0.9 + seed_noise * draw.normal(size=seeds) + noise * draw.normal(size=(settings, seeds))
    scores[0] += ahead
    if failing:
        scores[-failing:] = 0.4 + 0.2 * draw.normal(size=(failing, seeds))
    return scores


def test_two_settings_are_a_paired_t_test():
    scores = planted(np.random.default_rng(0), 2, 8, ahead=0.01)
    standing = judge(scores)
    assert standing.p == pytest.approx(ttest_rel(*scores).pvalue, rel=1e-6)


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 12), st.integers(2, 6), st.integers(0, 2**31), st.floats(0, 0.06))
def test_a_winner_is_one_whose_lead_is_rare_by_the_stated_probability(settings, seeds, seed, ahead):
    scores = planted(np.random.default_rng(seed), settings, seeds, ahead=ahead)
    standing = judge(scores)
    best, second = standing.order[:2]
    assert standing.p >= ttest_rel(scores[best], scores[second]).pvalue * 0.999  # rounding widens it a little
    if standing.winner is not None:
        assert standing.p < 0.05
        assert standing.level == (best,)
        assert standing.reach < standing.lead


def test_the_critical_range_is_tukeys():
    assert critical(10, 20) * math.sqrt(2) == pytest.approx(
        5.008, abs=1e-3
    )  # a table of q, 5%, 10 groups, 20
    scores = np.random.default_rng(1).normal(size=(3, 6)) + np.array([[0.0], [9.0], [9.1]])
    found = tukey_hsd(*scores)  # one-way: where seeds have no effect, near to the same
    standing = judge(scores)
    assert standing.behind == (0,)
    assert standing.winner is None
    assert found.pvalue[1, 2] > 0.05 > found.pvalue[0, 1]


def test_noise_is_what_neither_setting_nor_seed_explains():
    draw = np.random.default_rng(2)
    scores = draw.normal(size=(40, 1)) + draw.normal(size=(1, 50)) * 3 + draw.normal(size=(40, 50)) * 0.1
    noise, freedom = pooled_noise(scores)
    assert freedom == 39 * 49
    assert noise == pytest.approx(0.1, rel=0.05)


def unequal(draw, settings, seeds, leaders, gap, scatter):
    """Scores of equal leaders and of others that are behind by `gap`, all in units of the leaders' noise."""
    scores = 3 * draw.normal(size=seeds) + draw.normal(size=(settings, seeds)) * np.where(
        np.arange(settings)[:, None] < leaders, 1.0, scatter
    )
    scores[leaders:] -= gap
    return scores


def false_claims(make, leaders, races=500):
    """How many of these races of equal leaders name a winner; how many call one of them surely worse than another."""
    standings = [judge(make()) for _ in range(races)]
    worse = sum(any(one < leaders for one in standing.behind) for standing in standings)
    return sum(one.winner is not None for one in standings), worse


MOST_OF_500 = 39  # 5% is 25, with a standard deviation of 4.9: this is three above


@pytest.mark.parametrize(
    ("settings", "seeds", "failing"),
    [(20, 5, 0), (20, 5, 10), (20, 3, 0), (20, 3, 5), (2, 5, 0), (8, 10, 0), (8, 10, 3)],
)
def test_equal_settings_have_no_winner_in_95_of_100_races(settings, seeds, failing):
    draw = np.random.default_rng(3)
    winners, worse = false_claims(lambda: planted(draw, settings, seeds, failing=failing), settings - failing)
    assert max(winners, worse) <= MOST_OF_500


@pytest.mark.parametrize(("settings", "seeds"), [(20, 5), (20, 3), (8, 10)])
@pytest.mark.parametrize("leaders", [2, 3, 5])
@pytest.mark.parametrize(("gap", "scatter"), [(2, 1), (100, 1), (50, 20)])
def test_nor_have_equal_leaders_before_others(settings, seeds, leaders, gap, scatter):
    """Two before others that are far behind is where an error is likeliest (Gutmann & Maymin 1987)."""
    draw = np.random.default_rng(8)
    winners, worse = false_claims(lambda: unequal(draw, settings, seeds, leaders, gap, scatter), leaders, 300)
    assert max(winners, worse) <= 26  # of 300: 15, and three standard deviations of 3.8


@pytest.mark.parametrize(("settings", "seeds"), [(20, 5), (20, 3), (8, 5)])
@pytest.mark.parametrize(("gap", "scatter"), [(0.5, 0.3), (1.5, 0.1), (3, 0.5), (50, 0.1), (50, 0.0)])
def test_nor_where_the_others_scatter_less_than_the_leaders(settings, seeds, gap, scatter):
    """The pooled noise is too small then: it is the two best's own that keeps the promise about winners."""
    draw = np.random.default_rng(9)
    winners, _ = false_claims(lambda: unequal(draw, settings, seeds, 2, gap, scatter), 2)
    assert winners <= MOST_OF_500


@pytest.mark.parametrize(("settings", "seeds"), [(20, 5), (5, 5), (2, 8), (12, 3)])
def test_a_better_one_is_found_at_the_stated_power(settings, seeds):
    draw = np.random.default_rng(4)
    told = [judge(planted(draw, settings, seeds)).detectable for _ in range(200)]
    # each race states it by its own estimate of the noise: the root of their mean square is unbiased
    ahead = float(np.sqrt(np.mean(np.square(told))))
    found = sum(judge(planted(draw, settings, seeds, ahead=ahead)).winner == 0 for _ in range(400))
    # 80% of 400 is 320, with a standard deviation of 8; the stated one has its own error beside
    assert 288 <= found <= 352


def test_a_larger_lead_is_found_with_the_seeds_that_were_asked_for():
    draw = np.random.default_rng(5)
    scores = planted(draw, 4, 4, ahead=0.008)
    standing = judge(scores)
    assert standing.winner is None
    assert standing.more_seeds is not None
    assert 1 <= standing.more_seeds <= 1000
    many = 4 + standing.more_seeds
    found = sum(
        judge(planted(draw, 4, many, ahead=standing.lead, noise=standing.noise)).winner == 0
        for _ in range(100)
    )
    assert found >= 65


def test_equal_means_ask_for_no_number_of_seeds():
    scores = np.ones((3, 4)) + np.tile([0.1, -0.1, 0.1, -0.1], (3, 1)) * [[1], [-1], [1]]
    standing = judge(scores)
    assert standing.winner is None
    assert standing.more_seeds is None


def test_what_diverged_comes_last_and_harms_nobody():
    scores = planted(np.random.default_rng(6), 5, 5, ahead=0.2)
    with_nan = np.vstack([scores, np.full(5, np.nan)])
    with_nan[5, 0] = 0.99
    standing, without = judge(with_nan), judge(scores)
    assert standing.order[-1] == 5
    assert np.isnan(standing.means[5])
    assert (standing.winner, standing.noise, standing.p) == (0, without.noise, without.p)
    assert 5 not in (*standing.level, *standing.behind)


def test_counts_that_do_not_scatter_are_known_to_their_grain_only():
    """Two settings, right on 135 and on 136 of 150, at both seeds: no noise seen, and still no winner."""
    scores = np.array([[136, 136], [135, 135]]) / 150
    standing = judge(scores)
    assert standing.winner is None
    assert standing.noise == pytest.approx(1 / 150 / math.sqrt(12))
    assert judge(np.array([[136] * 5, [15] * 5]) / 150).winner == 0
    assert judge(np.full((3, 4), 0.9)).winner is None
    assert judge(np.full((3, 4), 0.9)).p == 1.0


def test_a_failing_half_does_not_hide_the_best():
    scores = planted(np.random.default_rng(7), 10, 5, ahead=0.06, failing=5)
    standing = judge(scores)
    assert standing.winner == 0
    assert set(standing.pooled) == set(standing.order[:5])


@pytest.mark.parametrize("scores", [[[0.5], [0.6]], [[0.5, 0.6]], [[math.nan, 1], [1, 2]]])
def test_one_seed_or_one_setting_tells_nothing(scores):
    standing = judge(scores)
    assert standing.winner is None
    assert math.isnan(standing.detectable)


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 6), st.integers(2, 6), st.integers(0, 2**31), st.floats(-5, 5), st.floats(0.1, 10))
def test_order_scale_and_names_do_not_matter(settings, seeds, seed, shift, factor):
    scores = planted(np.random.default_rng(seed), settings, seeds, ahead=0.02)
    standing, other = judge(scores), judge(scores * factor + shift)
    assert other.winner == standing.winner
    assert other.p == pytest.approx(standing.p, abs=1e-6)
    turned = judge(-scores, higher_is_better=False)
    assert (turned.order, turned.winner) == (standing.order, standing.winner)
    flipped = judge(scores[::-1])
    assert flipped.winner == (None if standing.winner is None else settings - 1 - standing.winner)
    assert {*standing.level} | {*standing.behind} == {*range(settings)}


def test_scipy_knows_the_range_that_is_used():
    assert studentized_range.sf(critical(5, 12) * math.sqrt(2), 5, 12) == pytest.approx(0.05, abs=1e-6)
