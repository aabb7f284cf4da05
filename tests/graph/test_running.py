"""How a graph runs: joined parts, hooks, and what is freed on the way."""

import gc
import weakref
from typing import Any

import pytest
import torch

from axb import layers
from axb.graph import Input, Layer
from axb.training import Model, Sequential
from graph.exam import stirred

X = torch.randn(4, 12, 12, 3, generator=torch.Generator().manual_seed(0))


def convnet(**pool: Any) -> Sequential:
    """ReLU before max-pooling: what may run the other way round."""
    torch.manual_seed(0)
    return Sequential([
        Input((12, 12, 3)), layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(**pool),
        layers.Flatten(), layers.Dense(2),
    ])  # fmt: skip


def joined(model: Any) -> list[str]:
    return [step.layer.name for step in model.graph.steps if step.fused]


def run(model: Any) -> tuple[torch.Tensor, list[torch.Tensor]]:
    outputs = model(X.clone().requires_grad_())
    model.zero_grad()
    (outputs**2).sum().backward()
    return outputs, [parameter.grad.clone() for parameter in model.parameters()]


def unjoined(model: Any) -> tuple[torch.Tensor, list[torch.Tensor]]:
    for step in model.graph.steps:
        step.fused = None
    return run(model)


@pytest.mark.parametrize("pool", [{}, {"pool_size": 3, "strides": 2}, {"padding": "same", "pool_size": 3}])
def test_relu_after_the_pool_is_the_same(pool: dict[str, Any]) -> None:
    model = convnet(**pool)
    assert joined(model) == ["conv2d"]
    outputs, gradients = run(model)
    wanted, wanted_gradients = unjoined(model)
    assert torch.equal(outputs, wanted)
    for one, other in zip(gradients, wanted_gradients, strict=True):
        torch.testing.assert_close(one, other)


def deepnet() -> Model:
    """What a ResNet repeats: zeros around a strided convolution, normalisation and a sum before ReLU."""
    torch.manual_seed(0)
    inputs = Input((12, 12, 3))
    x = layers.Conv2D(4, 3, 2, activation="elu")(layers.ZeroPadding2D((1, 2), name="around")(inputs))
    y = layers.Activation("relu")(layers.BatchNormalization(name="normalised")(x))
    x = layers.ReLU()(layers.Add(name="sum")([x, y]))
    return Model(inputs, layers.Dense(2)(layers.Flatten()(x)))


@pytest.mark.parametrize("training", [False, True])
def test_zeros_and_relu_in_passing_are_the_same(training: bool) -> None:
    model, other = deepnet().train(training), deepnet().train(training)
    assert joined(model) == ["around", "normalised", "sum"]
    outputs, gradients = run(model)
    wanted, wanted_gradients = unjoined(other)
    torch.testing.assert_close(outputs, wanted)
    for one, two in zip(gradients, wanted_gradients, strict=True):
        torch.testing.assert_close(one, two)
    for one, two in zip(model.buffers(), other.buffers(), strict=True):
        torch.testing.assert_close(one, two)


@pytest.mark.parametrize("parts", [
    [layers.ZeroPadding2D(((0, 1), (0, 1))), layers.Conv2D(2, 3)],
    [layers.ZeroPadding2D(1), layers.Conv2D(2, 3, padding="same")],
    [layers.BatchNormalization(), layers.ReLU(max_value=6)],
    [layers.BatchNormalization(), layers.Activation("tanh")],
])  # fmt: skip
def test_what_does_more_than_relu_or_less_than_all_sides_is_not_joined(parts: list[Layer]) -> None:
    assert not joined(Sequential([Input((12, 12, 3)), *parts]))


def test_what_others_see_is_not_overwritten() -> None:
    inputs = Input((12, 12, 3))
    y = layers.BatchNormalization()(inputs)
    assert not joined(Model(inputs, [layers.ReLU()(y), y]))


def test_parts_that_do_more_are_not_joined() -> None:
    inputs = Input((12, 12, 3))
    pooled = layers.MaxPooling2D()
    assert not joined(Model(inputs, pooled(layers.Conv2D(4, 3, activation="tanh")(inputs))))
    assert not joined(
        Model(inputs, layers.AveragePooling2D(2)(layers.Conv2D(4, 3, activation="relu")(inputs)))
    )
    seen = layers.Conv2D(4, 3, activation="relu")(inputs)
    assert not joined(Model(inputs, [pooled(seen), seen]))
    assert not joined(Model(inputs, [pooled(seen), layers.Flatten()(seen)]))


class Louder(layers.Conv2D):
    """A convolution that does more than its kind."""

    def call(self, inputs: Any) -> Any:
        return 2 * super().call(inputs)


def test_a_subclass_with_its_own_call_is_not_joined() -> None:
    model = Sequential([Input((12, 12, 3)), Louder(4, 3, activation="relu"), layers.MaxPooling2D()])
    torch.testing.assert_close(model(X), model.layers[1](model.layers[0](X)))


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("kind", ["forward", "forward_pre", "full_backward", "full_backward_pre"])
def test_a_hook_on_either_part_sees_it_work(index: int, kind: str) -> None:
    model = convnet()
    wanted, _ = run(model)
    calls: list[str] = []
    hook = getattr(model.layers[index], f"register_{kind}_hook")(lambda *args: calls.append(kind))
    outputs, _ = run(model)
    assert calls == [kind]
    assert torch.equal(outputs, wanted)
    hook.remove()
    run(model)
    assert calls == [kind]


def test_a_watcher_of_all_modules_sees_every_part() -> None:
    from torch.nn.modules.module import register_module_forward_hook

    seen: list[str] = []
    hook = register_module_forward_hook(lambda module, *rest: seen.append(getattr(module, "name", "")))
    try:
        convnet()(X)
    finally:
        hook.remove()
    assert seen[-5:] == ["conv2d", "max_pooling2d", "flatten", "dense", "sequential"]


class Watching(Layer):
    """It notes how many of the tensors that it has seen are still alive."""

    def __init__(self, seen: list[Any], alive: list[int]) -> None:
        super().__init__()
        self._seen, self._alive = seen, alive

    def call(self, inputs: Any) -> Any:
        self._seen.append(weakref.ref(inputs))
        self._alive.append(sum(reference() is not None for reference in self._seen))
        return inputs + 1


def test_what_nobody_needs_is_freed_while_it_runs() -> None:
    seen: list[Any] = []
    alive: list[int] = []
    inputs = x = Input((3,))
    for _ in range(10):
        x = Watching(seen, alive)(x)
    model = Model(inputs, x)
    seen.clear()
    alive.clear()
    gc.disable()
    try:
        with torch.no_grad():
            model(torch.zeros(2, 3))
    finally:
        gc.enable()
    assert max(alive) == 2  # the input, which the caller holds, and the tensor just made


def test_what_is_needed_later_is_kept() -> None:
    inputs = Input((3,))
    early = layers.Rescaling(2.0)(inputs)
    x = early
    for _ in range(5):
        x = layers.Rescaling(1.0, 1.0)(x)
    model = Model(inputs, [layers.Add()([early, x]), early])
    total, kept = model(torch.ones(1, 3))
    assert total.tolist() == [[9.0] * 3]
    assert kept.tolist() == [[2.0] * 3]


def test_outputs_that_nobody_wants_are_freed_at_once() -> None:
    references: list[Any] = []

    class Split(Layer):
        """Two outputs, of which one is not used."""

        def call(self, inputs: Any) -> Any:
            one, other = inputs + 1, inputs - 1
            references[:] = [weakref.ref(other)]
            return [one, other]

    class Look(Layer):
        """It looks whether the other is still there."""

        def call(self, inputs: Any) -> Any:
            references.append(references[0]() is None)
            return inputs

    inputs = Input((3,))
    model = Model(inputs, Look()(Split()(inputs)[0]))
    model(torch.zeros(1, 3))
    assert references[-1] is True


def test_running_under_inference_mode_and_in_lower_precision() -> None:
    model = stirred(convnet())
    with torch.inference_mode():
        wanted = model(X)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = model(X)
    assert outputs.dtype == torch.bfloat16
    torch.testing.assert_close(outputs.float(), wanted, rtol=0.05, atol=0.05)
    assert model.double()(X.double()).dtype == torch.float64
