"""The same settings of the same small networks in JAX: vmap over the settings, scan over the steps, jit around both.

Hyperparameters are arrays `(K,)`. The first call compiles and is told apart; the second, from other first weights, is
the time. Optimizers as their papers write them (optax's SGD with momentum and Adam are the same formulas).
"""

import time
from functools import partial
from itertools import pairwise
from typing import Any

import fashion
import jax
import jax.numpy as jnp
import numpy as np
from answer import answer, parser
from shipped import FASHION_MINI, spiral

RATES = np.geomspace(1e-3, 1.0, 8)
Weights = list[tuple[Any, Any]]


def first(key: Any, sizes: tuple[int, ...]) -> Weights:
    """Glorot-uniform a, zero b for each layer."""
    layers: Weights = []
    for wide, out in pairwise(sizes):
        key, own = jax.random.split(key)
        limit = (6 / (wide + out)) ** 0.5
        layers.append((jax.random.uniform(own, (wide, out), minval=-limit, maxval=limit), jnp.zeros(out)))
    return layers


def loss(weights: Weights, x: Any, y: Any, bend: Any) -> Any:
    """The mean cross-entropy."""
    for a, b in weights[:-1]:
        x = bend(x @ a + b)
    a, b = weights[-1]
    return -jnp.take_along_axis(jax.nn.log_softmax(x @ a + b), y[:, None], 1).mean()


def momentum(weights: Any, g: Any, memory: Any, step: Any, h: Any) -> tuple[Any, Any]:
    """v <- mu v + g; w <- w - rate v"""
    v = jax.tree.map(lambda v, g: h["momentum"] * v + g, memory, g)
    return jax.tree.map(lambda w, v: w - h["rate"] * v, weights, v), v


def adam(weights: Any, g: Any, memory: Any, step: Any, h: Any) -> tuple[Any, Any]:
    """Kingma & Ba 2015, algorithm 1."""
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, memory[0], g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, memory[1], g)
    t = step + 1.0
    rate = h["rate"] * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-8), weights, m, v), (m, v)


def trained(weights: Weights, h: Any, x: Any, y: Any, order: Any, bend: Any, rule: Any) -> Weights:
    """One setting's weights after all batches of `order`, `(steps, size)`."""
    zero = jax.tree.map(jnp.zeros_like, weights)

    def step(state: Any, found: Any) -> tuple[Any, None]:
        number, rows = found
        weights, memory = state
        g = jax.grad(loss)(weights, x[rows], y[rows], bend)
        return rule(weights, g, memory, number, h), None

    start = (weights, zero if rule is momentum else (zero, zero))
    (weights, _), _ = jax.lax.scan(step, start, (jnp.arange(len(order)), order))
    return weights


def seconds(case: dict[str, Any], x: Any, y: Any, steps: int) -> tuple[float, float]:
    """Of a call that is compiled, and what the one that compiled took more."""
    per_epoch = -(-len(x) // case["size"])
    draw = np.random.default_rng(0)
    rows = [
        np.resize(draw.permutation(len(x)), (per_epoch, case["size"])) for _ in range(-(-steps // per_epoch))
    ]
    order = jnp.asarray(np.concatenate(rows)[:steps])
    one = partial(trained, bend=case["bend"], rule=case["rule"])
    all_of_them = jax.jit(jax.vmap(one, in_axes=(None, 0, None, None, None)))
    took = []
    for seed in (0, 1):
        weights = first(jax.random.key(seed), case["sizes"])
        begin = time.perf_counter()
        jax.block_until_ready(all_of_them(weights, case["settings"], x, y, order))
        took.append(time.perf_counter() - begin)
    return took[1], took[0] - took[1]


def main() -> None:
    told = parser(__doc__).parse_args()
    x_mini, y_mini, _, _ = fashion.read(FASHION_MINI, told.quick)
    points, labels = spiral(800)
    cases: dict[str, dict[str, Any]] = {
        "spiral": {
            "x": points, "y": labels, "sizes": (2, 16, 16, 2), "size": 256, "steps": 500, "bend": jnp.tanh,
            "rule": momentum,
            "settings": {"rate": np.repeat(RATES, 8), "momentum": np.tile(np.linspace(0, 0.9, 8), 8)},
        },
        "fashion-mini": {
            "x": x_mini.reshape(len(x_mini), -1).astype("float32") / 255, "y": y_mini, "sizes": (784, 256, 10),
            "size": 128, "steps": 79, "bend": jax.nn.relu, "rule": adam,
            "settings": {"rate": np.geomspace(1e-4, 1e-1, 32)},
        },
    }  # fmt: skip
    values: dict[str, float] = {}
    for name, case in cases.items():
        case["settings"] = {key: jnp.asarray(one, jnp.float32) for key, one in case["settings"].items()}
        x, y = jnp.asarray(case["x"]), jnp.asarray(case["y"].astype("int32"))
        took, more = seconds(case, x, y, 3 if told.quick else case["steps"])
        values |= {f"{name}: settings": took, f"{name}: compile": more}
    answer(values)


if __name__ == "__main__":
    main()
