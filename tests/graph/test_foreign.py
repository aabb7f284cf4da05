"""Any torch module as a part."""

import copy
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from axb import InputError, layers
from axb.graph import Input, TorchModule, as_part
from axb.training import Model, Sequential

PICTURES = np.random.default_rng(0).random((2, 6, 5, 3)).astype("float32")


def test_a_linear_module_in_a_chain() -> None:
    module = nn.Linear(4, 3)
    model = Sequential([Input((4,)), module, layers.Dense(2)])
    x = torch.rand(5, 4)
    assert torch.equal(model.layers[0](x), module(x))
    assert model.layers[0].name == "linear"
    assert next(iter(model.state_dict())) == "linear.module.weight"
    assert len(model.trainable_weights) == 4
    assert (
        len(
            {id(weight) for weight in model.trainable_weights}
            & {id(weight) for weight in module.parameters()}
        )
        == 2
    )


def test_a_chain_of_foreign_modules_learns() -> None:
    model = Sequential([nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1)])
    model.compile("adam", "mse")
    x = np.random.default_rng(0).random((32, 4)).astype("float32")
    history = model.fit(x, x[:, :1], epochs=20, verbose=0, seed=0)
    assert history.history["loss"][-1] < history.history["loss"][0]


def test_a_module_that_wants_channels_first_is_given_them() -> None:
    module = nn.Conv2d(3, 4, 3)
    part = as_part(module)
    assert isinstance(part, TorchModule)
    assert part.channels_first
    wanted = module(torch.from_numpy(PICTURES).permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
    torch.testing.assert_close(part(PICTURES), wanted)
    assert part(Input((6, 5, 3))).shape == (None, 4, 3, 4)
    assert part.label == 'TorchModule(Conv2d, (N, C, H, W) inside) "conv2d"'


def test_a_whole_foreign_network_is_recognised_by_what_it_is_made_of() -> None:
    module = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(6 * 5 * 4, 2))
    part = TorchModule(module)
    assert part(Input((6, 5, 3))).shape == (None, 2)
    torch.testing.assert_close(part(PICTURES), module(torch.from_numpy(PICTURES).permute(0, 3, 1, 2)))


def test_whether_channels_come_first_can_be_said() -> None:
    module = nn.Softmax(dim=1)
    x = torch.from_numpy(PICTURES)
    assert torch.equal(TorchModule(module)(x), module(x))
    torch.testing.assert_close(TorchModule(module, channels_first=True)(x), torch.softmax(x, -1))


def test_batch_norm_follows_the_mode() -> None:
    module = nn.BatchNorm2d(3)
    part = TorchModule(module)
    part(PICTURES)
    assert module.num_batches_tracked == 0
    part(PICTURES, training=True)
    assert module.num_batches_tracked == 1
    assert not module.training
    model = Sequential([Input((6, 5, 3)), part, layers.Flatten(), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(PICTURES, np.zeros((2, 1)), epochs=2, verbose=0)
    assert module.num_batches_tracked == 3


class Bilinear(nn.Module):
    """Two inputs, two outputs."""

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return x * y, x + y


def test_a_module_with_several_inputs_and_outputs() -> None:
    left, right = Input((3,)), Input((3,))
    both: Any = TorchModule(Bilinear())([left, right])
    product, total = both
    model = Model([left, right], layers.Concatenate()([product, total]))
    assert model([torch.full((1, 3), 2.0), torch.full((1, 3), 5.0)]).tolist() == [[10, 10, 10, 7, 7, 7]]


@pytest.mark.parametrize(
    "module", [nn.Linear(3, 2), nn.ReLU(), nn.Flatten(), nn.Dropout(), nn.BatchNorm1d(3)]
)
def test_a_raw_module_on_a_symbolic_tensor_says_how_to_wrap_it(module: Any) -> None:
    with pytest.raises(
        InputError, match=r"Put a torch module into the graph with axb.layers.TorchModule\(module\)"
    ):
        module(Input((3,)))


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"must be an axb Layer or a torch\.nn\.Module; got a builtin_function_or_method"
    ):
        as_part(torch.relu)
    with pytest.raises(InputError, match="got a int"):
        TorchModule(3)  # type: ignore[arg-type]


def test_only_its_weights_travel() -> None:
    model = Sequential([Input((4,)), nn.Linear(4, 3)])
    with pytest.raises(InputError, match='Sequential "sequential" holds Linear, which is not registered'):
        model.to_json()


def test_a_model_with_a_foreign_part_can_be_copied() -> None:
    model = Sequential([Input((4,)), nn.Linear(4, 3)])
    copied = copy.deepcopy(model)
    x = torch.rand(2, 4)
    assert torch.equal(copied(x), model(x))
    assert copied.layers[0].module is not model.layers[0].module
