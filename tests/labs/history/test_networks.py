"""What is trained: the zoo's families, in the order of their papers, counted."""

import pytest

from axb import zoo
from axb.data import load
from axb.labs.history import NETWORKS, Plan
from axb.labs.history.plan import BATCH, Training
from axb.zoo import facts_of

MINI = load("fashion-mini")


def test_every_family_of_the_history_is_there_in_the_order_of_the_papers() -> None:
    names = [one.name for one in zoo.HISTORY]
    assert [*NETWORKS] == ["mlp", *names]
    years = [one.year for one in NETWORKS.values()]
    assert years == sorted(years)
    assert all(one.paper.endswith(str(one.year)) for one in NETWORKS.values())


def test_width_makes_all_narrower_that_have_one() -> None:
    facts = facts_of(MINI)
    for name, network in NETWORKS.items():
        half, whole = (network.build(facts, width).multiply_adds() or 0 for width in (0.5, 1.0))
        assert half == whole if name == "mlp" else half < 0.6 * whole


def test_resnet_and_plain_differ_by_nothing_but_the_skips() -> None:
    facts = facts_of(MINI)
    plain, residual = (NETWORKS[name].build(facts, 0.5) for name in ("plain", "resnet"))
    assert plain.count_params() == residual.count_params()
    assert plain.multiply_adds() == residual.multiply_adds()


@pytest.mark.parametrize("name", ["lenet5", "vgg"])
def test_a_training_has_its_family_s_optimizer_for_its_steps_and_weights_of_its_seed(name: str) -> None:
    plan = Plan(epochs=2, width=0.25)
    first, again, other = (Training(plan, name, seed).compiled(MINI) for seed in (0, 0, 1))
    recipe = NETWORKS[name].family.recipe
    wanted = recipe.optimizer(facts_of(MINI), 2 * -(-10_000 // BATCH), None)
    rates = [one.get_config().pop("learning_rate").get_config() for one in (first.optimizer, wanted)]
    assert type(first.optimizer) is type(wanted)
    assert rates[0] == rates[1]
    weights = [model.trainable_weights[0] for model in (first, again, other)]
    assert (weights[0] == weights[1]).all()
    assert not (weights[0] == weights[2]).all()
