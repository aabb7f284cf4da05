"""What the rules say of each other is true of real steps; and each walks as PyTorch's own does."""

import pytest
import torch
from torch import Tensor, nn

from axb.optimizers import NAMES, Optimizer, get
from axb.optimizers.formula import Relative

RELATIVES = [(name, one) for name, named in NAMES.items() for one in named.formula.relatives]
each_relative = pytest.mark.parametrize(
    ("name", "relative"), RELATIVES, ids=[f"{name}-{one.name}" for name, one in RELATIVES]
)
STEPS = 20
TINY = 1e-20  # epsilon where PyTorch puts it elsewhere
SEEN = 1e-3  # epsilon where steps are made of it
TWINS = {
    "sgd": lambda w: torch.optim.SGD(w, 0.01),
    "momentum": lambda w: torch.optim.SGD(w, 0.01, momentum=0.9),
    "nesterov": lambda w: torch.optim.SGD(w, 0.01, momentum=0.9, nesterov=True),
    "adagrad": lambda w: torch.optim.Adagrad(w, 0.001, initial_accumulator_value=0.1, eps=TINY),
    "rmsprop": lambda w: torch.optim.RMSprop(w, 0.001, alpha=0.9, eps=TINY),
    "adam": lambda w: torch.optim.Adam(w, 0.001, eps=TINY),
    "adamw": lambda w: torch.optim.AdamW(w, 0.001, weight_decay=0.004, eps=TINY),
    "adadelta": lambda w: torch.optim.Adadelta(w, 0.001, rho=0.95, eps=SEEN),
    "nadam": lambda w: torch.optim.NAdam(w, 0.001, eps=TINY, momentum_decay=1.0),
}


def gradient(step: int, size: int = 50) -> Tensor:
    """Of any sign, from 0.1 to 10."""
    draw = torch.Generator().manual_seed(step)
    signs = torch.randint(0, 2, (size,), generator=draw) * 2 - 1
    return 10 ** (2 * torch.rand(size, generator=draw) - 1) * signs


def step_of(optimizer: Optimizer, weights: Tensor, g: Tensor) -> Tensor:
    """How far one step takes the weights."""
    parameter = optimizer.memory.parameters[0] if optimizer.memory.parameters else nn.Parameter(weights)
    parameter.data = weights.clone()
    optimizer.apply(g.to(weights.dtype), [parameter])
    return parameter.detach() - weights


@each_relative
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])  # by the rule, and by the kernel
def test_both_take_the_same_steps(name: str, relative: Relative, dtype: torch.dtype) -> None:
    ours, theirs = NAMES[name](**relative.settings), NAMES[relative.name](**relative.others)
    weights = 0.01 * torch.randn(50, generator=torch.Generator().manual_seed(9)).to(dtype)
    for t in range(1, STEPS + 1):
        factor = relative.factor(ours.values(), t)
        step, other = step_of(ours, weights, gradient(t)), step_of(theirs, weights, gradient(t))
        torch.testing.assert_close(step, factor * other, rtol=1e-4, atol=1e-7)
        assert step.abs().min() > 0
        weights = weights + step


@each_relative
def test_the_settings_are_what_makes_them_so(name: str, relative: Relative) -> None:
    ours, theirs = get(name), NAMES[relative.name](**relative.others)
    zeros = torch.zeros(50, dtype=torch.float64)
    steps = [
        (step_of(ours, zeros + 1, gradient(t)), step_of(theirs, zeros + 1, gradient(t))) for t in (1, 2, 3)
    ]
    assert any(not torch.allclose(one, other, rtol=1e-3) for one, other in steps)


def test_without_any_memory_only_the_sign_counts() -> None:
    for name, settings in (("rmsprop", {"rho": 0.0}), ("adam", {"beta_1": 0.0, "beta_2": 0.0})):
        optimizer = NAMES[name](epsilon=TINY, **settings)
        for t in range(1, STEPS + 1):
            step = step_of(optimizer, torch.zeros(50), gradient(t))
            torch.testing.assert_close(step, -0.001 * gradient(t).sign())


def test_the_first_step_of_adams_bias_correction_is_the_whole_rate() -> None:
    for beta in (0.0, 0.5, 0.999):
        step = step_of(NAMES["adam"](beta_2=beta, epsilon=TINY), torch.zeros(50), gradient(1))
        torch.testing.assert_close(step, -0.001 * gradient(1).sign())


@pytest.mark.parametrize("name", NAMES)
def test_it_walks_as_pytorchs_does(name: str) -> None:
    epsilon = SEEN if name == "adadelta" else TINY
    ours = NAMES[name](**({"epsilon": epsilon} if "epsilon" in vars(get(name)) else {}))
    mine, its = (nn.Parameter(torch.ones(50, dtype=torch.float64)) for _ in range(2))
    theirs = TWINS[name]([its])
    for t in range(1, STEPS + 1):
        its.grad = gradient(t).double()
        theirs.step()
        ours.apply(gradient(t).double(), [mine])
        torch.testing.assert_close(mine, its)


def test_adadelta_begins_as_its_epsilon_says_and_without_memory_grows_with_the_root_of_time() -> None:
    for rho in (0.0, 0.95):
        first = step_of(
            NAMES["adadelta"](learning_rate=1.0, rho=rho, epsilon=1e-7), torch.zeros(50), gradient(1)
        )
        torch.testing.assert_close(first, -gradient(1).sign() * (1e-7 / (1 - rho)) ** 0.5, rtol=1e-3, atol=0)
    optimizer = NAMES["adadelta"](learning_rate=1.0, rho=0.0, epsilon=1e-7)
    for t in range(1, STEPS + 1):
        step = step_of(optimizer, torch.zeros(50), gradient(t))
        torch.testing.assert_close(step, -gradient(t).sign() * (t * 1e-7) ** 0.5, rtol=1e-3, atol=0)
