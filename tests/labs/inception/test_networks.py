"""Networks of equal size: counted in closed form."""

import pytest

from axb.data import load
from axb.labs.inception.networks import NETWORKS, SHARES, filters, learned, widths_for
from axb.labs.inception.plan import PRESETS
from axb.zoo.facts import facts_of
from axb.zoo.googlenet import MODULES as PUBLISHED

FACTS = facts_of(load("digits"))


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_counted_is_what_is_learned(name: str) -> None:
    network = NETWORKS[name]
    widths = widths_for(network, 6000, FACTS)
    model = network.build(FACTS, widths)
    assert learned(network, widths, FACTS) == sum(weight.numel() for weight in model.trainable_weights)


@pytest.mark.parametrize("parameters", [5000, 8000, 16000, 50_000, 100_000])
@pytest.mark.parametrize("name", NETWORKS)
def test_all_have_the_same_number_of_parameters_within_two_percent(name: str, parameters: int) -> None:
    widths = widths_for(NETWORKS[name], parameters, FACTS)
    assert abs(learned(NETWORKS[name], widths, FACTS) / parameters - 1) <= 0.02
    assert 1.5 <= widths[1] / widths[0] <= 2.5


def test_photographs_of_clothes_too() -> None:
    facts = facts_of(load("fashion-mini"))
    for plan in PRESETS.values():
        counts = [learned(one, widths_for(one, plan.parameters, facts), facts) for one in NETWORKS.values()]
        assert max(counts) / min(counts) <= 1.02


def test_a_module_is_divided_as_googlenet_s_first_one() -> None:
    assert filters(256) == PUBLISHED[0][0] == tuple(round(256 * share) for share in SHARES)
    assert NETWORKS["inception"].channels(256) == 256
