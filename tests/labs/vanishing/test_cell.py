"""What is built, what a ladder measures, and that seeds learn."""

import pytest
import torch

from axb.data import Dataset, load
from axb.data.batches import to_target, to_tensor
from axb.labs.vanishing.cell import Cell, ladder
from axb.labs.vanishing.plan import Plan
from axb.labs.vanishing.recipes import RECIPES, build
from axb.layers import BatchNormalization, Dense
from axb.zoo import facts_of

DIGITS = load("digits")
FACTS = facts_of(DIGITS)


@pytest.fixture
def examples() -> tuple[torch.Tensor, torch.Tensor]:
    return to_tensor(DIGITS.x_train[:64]), to_target(DIGITS.y_train[:64])


@pytest.mark.parametrize("name", RECIPES)
def test_a_network_has_as_many_layers_with_weights_as_it_is_deep(name: str) -> None:
    model = build(RECIPES[name], FACTS, depth=6, width=8, seed=0)
    dense = [part for part in model.modules() if isinstance(part, Dense)]
    assert [part.units for part in dense] == [8, 8, 8, 8, 8, 10]
    norms = [part for part in model.modules() if isinstance(part, BatchNormalization)]
    assert len(norms) == 5 * RECIPES[name].batch_norm


def test_the_ladder_of_sigmoids_is_that_of_autograd(examples: tuple[torch.Tensor, torch.Tensor]) -> None:
    x, y = examples
    model = build(RECIPES["plain"], FACTS, depth=5, width=8, seed=0)
    h, sums = (x.float() / 255).flatten(1), list[torch.Tensor]()
    for part in (one for one in model.modules() if isinstance(one, Dense)):
        z = h @ part.kernel.detach() + part.bias.detach()  # type: ignore[union-attr]
        sums.append(z.requires_grad_())
        h = torch.sigmoid(sums[-1])
    gradients = torch.autograd.grad(torch.nn.functional.cross_entropy(sums[-1], y.long()), sums)
    assert ladder(model, x, y) == pytest.approx([float(one.norm()) for one in gradients], rel=1e-4)


@pytest.mark.parametrize("name", ["plain", "all"])
def test_measuring_changes_nothing(name: str, examples: tuple[torch.Tensor, torch.Tensor]) -> None:
    model = build(RECIPES[name], FACTS, depth=4, width=8, seed=0)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    assert ladder(model, *examples) == ladder(model, *examples)
    assert all(torch.equal(value, before[key]) for key, value in model.state_dict().items())


def test_sigmoids_lose_the_gradient_and_a_way_around_them_keeps_it(
    examples: tuple[torch.Tensor, torch.Tensor],
) -> None:
    ratios = {}
    for name in RECIPES:
        found = ladder(build(RECIPES[name], FACTS, depth=20, width=32, seed=0), *examples)
        ratios[name] = found[0] / found[-1]
    assert ratios["plain"] < 0.5**20  # each layer loses more than half
    assert ratios["he"] < 1e-6
    assert all(ratios[name] > 1e-2 for name in ("tanh", "norm", "skip", "all"))


def test_seeds_learn_the_digits() -> None:
    cell = Cell(Plan(data="digits", seeds=2, epochs=8), "tanh", 3, DIGITS)
    assert len(cell.ladders) == 2
    assert cell.ladders[0] != cell.ladders[1]
    before = cell.accuracies()
    while not cell.finished:
        cell.advance()
    outcome = cell.outcome()
    assert outcome.ladders == cell.ladders != outcome.trained
    assert cell.glance().accuracies == outcome.accuracies
    assert min(outcome.accuracies) > 0.6 > 0.4 > max(before)


def test_the_data_have_as_many_of_each_class_as_guessing_assumes() -> None:
    from axb.labs.vanishing.plan import DATA
    from axb.labs.vanishing.verdict import GUESSED

    for name in DATA:
        data: Dataset = load(name)
        assert data.y_test is not None
        shares = torch.bincount(to_tensor(data.y_test).long().flatten()) / len(data.y_test)
        assert len(shares) == 10
        assert torch.allclose(shares, torch.tensor(GUESSED), atol=0.02)
