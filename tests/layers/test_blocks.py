"""Parts made of parts compute what their parts, joined by hand, compute; and say what does not fit."""

from copy import deepcopy
from typing import Any

import pytest
import torch

from axb import Model, Sequential, layers
from axb.graph import from_json, graph_hash, to_code, to_json
from axb.words import InputError
from graph.sources import run_source
from layers.twins import close, noise


def alone(part: Any, *shape: int) -> Model:
    inputs = layers.Input(shape)
    return Model(inputs, part(inputs), name="alone")


class TestResidual:
    def test_it_is_f_of_x_plus_x(self) -> None:
        first, second = layers.Dense(4, activation="tanh"), layers.Dense(5)
        model, x = alone(layers.Residual(first, second), 5), noise(3, 5)
        close(model(x), second(first(x)) + x)

    def test_auto_puts_a_projection_with_strides_where_shapes_differ(self) -> None:
        block = layers.Residual(layers.Conv2D(8, 3, strides=2, padding="same"), shortcut="auto")
        model = alone(block, 7, 8, 3)
        projection = block.get_layer("projection")
        assert isinstance(projection, layers.Conv2D)
        assert (projection.kernel_size, projection.strides) == ((1, 1), (2, 2))
        assert model.output_shape == (None, 4, 4, 8)

    def test_auto_puts_nothing_where_shapes_agree(self) -> None:
        model = alone(layers.Residual(layers.Dense(5), shortcut="auto"), 5)
        assert model.count_params() == 5 * 5 + 5

    def test_auto_projects_rows_with_a_dense(self) -> None:
        assert alone(layers.Residual(layers.Dense(7), shortcut="auto"), 5).output_shape == (None, 7)

    def test_pad_takes_every_nth_pixel_and_puts_channels_of_zeros(self) -> None:
        first = layers.Conv2D(5, 3, strides=(2, 1), padding="same")
        model, x = alone(layers.Residual(first, shortcut="pad"), 7, 6, 3), noise(2, 7, 6, 3)
        close(model(x), first(x) + torch.nn.functional.pad(x[:, ::2], (0, 2)))
        assert model.count_params() == first.count_params()

    def test_pad_is_for_pictures_and_more_channels(self) -> None:
        with pytest.raises(InputError, match="4 axes"):
            alone(layers.Residual(layers.Dense(7), shortcut="pad"), 5)
        with pytest.raises(InputError, match="must be equal"):
            alone(layers.Residual(layers.Conv2D(2, 1), shortcut="pad"), 4, 4, 3)

    def test_shapes_that_differ_are_explained_with_the_way_out(self) -> None:
        with pytest.raises(
            InputError, match=r'Residual "residual" adds .*\(None, 4, 5, 8\).*shortcut="auto"'
        ):
            alone(layers.Residual(layers.Conv2D(8, 3)), 6, 7, 8)

    def test_shapes_that_auto_cannot_bring_together_are_refused(self) -> None:
        with pytest.raises(InputError, match="must be equal"):
            alone(layers.Residual(layers.UpSampling2D(), shortcut="auto"), 6, 7, 8)

    def test_it_wants_parts_and_a_known_shortcut(self) -> None:
        with pytest.raises(InputError, match="at least one part"):
            layers.Residual()
        with pytest.raises(InputError, match='"auto"'):
            layers.Residual(layers.Dense(3), shortcut="project")

    def test_twelve_deep_it_still_learns(self) -> None:
        blocks = [layers.Residual(layers.Dense(8, activation="tanh")) for _ in range(12)]
        model = Sequential([layers.Input((3,)), layers.Dense(8), *blocks, layers.Dense(1)])
        model.compile("adam", "mse")
        x = noise(64, 3).numpy()
        losses = model.fit(x, x[:, :1] * 2, epochs=30, verbose=0, seed=0).history["loss"]
        assert losses[-1] < losses[0] / 10

    def test_freezing_and_copies_reach_inside(self) -> None:
        block = layers.Residual(layers.Dense(5, kernel_regularizer="l2"))
        model = alone(block, 5)
        copy = deepcopy(model)
        model.trainable = False
        assert not model.trainable_weights
        assert len(copy.trainable_weights) == 2
        assert len(copy.losses) == 1

    def test_a_foreign_module_can_be_inside(self) -> None:
        assert alone(layers.Residual(torch.nn.Linear(5, 5)), 5).count_params() == 30


class TestResidualBlock:
    def test_two_convolutions_and_x_around_them(self) -> None:
        block = layers.ResidualBlock(3)
        model, x = alone(block, 6, 7, 3), noise(2, 6, 7, 3)
        one, first, _, two, second, *_ = block.layers[1:]
        close(model(x), (second(two(first(one(x)).relu())) + x).relu())
        assert (one.kernel.shape, two.kernel.shape) == ((3, 3, 3, 3), (3, 3, 3, 3))

    def test_pre_activation_adds_x_as_it_came(self) -> None:
        block = layers.ResidualBlock(3, pre_activation=True)
        model, x = alone(block, 6, 7, 3), noise(2, 6, 7, 3)
        first, _, one, second, _, two, _ = block.layers[1:]
        close(model(x), two(second(one(first(x).relu())).relu()) + x)

    def test_without_batch_normalisation_convolutions_have_biases(self) -> None:
        block = layers.ResidualBlock(3, batch_norm=False)
        model, x = alone(block, 6, 7, 3), noise(2, 6, 7, 3)
        one, _, two, *_ = block.layers[1:]
        close(model(x), (two(one(x).relu()) + x).relu())
        assert model.count_params() == 2 * (3 * 3 * 3 * 3 + 3)

    @pytest.mark.parametrize("pre_activation", [False, True])
    @pytest.mark.parametrize(("options", "shape"), [
        ({"filters": 8, "strides": 2}, (4, 4, 8)),
        ({"filters": 3, "strides": 2}, (4, 4, 3)),
        ({"filters": 2, "bottleneck": True}, (7, 8, 8)),
        ({"filters": 2, "strides": 3, "bottleneck": True, "shortcut": "pad"}, (3, 3, 8)),
        ({"filters": 5, "shortcut": "pad"}, (7, 8, 5)),
    ])  # fmt: skip
    def test_shapes(self, options: dict[str, Any], shape: tuple[int, ...], pre_activation: bool) -> None:
        block = layers.ResidualBlock(**options, pre_activation=pre_activation)
        assert alone(block, 7, 8, 3).output_shape == (None, *shape)

    def test_a_projection_costs_weights_and_padding_none(self) -> None:
        sizes = [
            sum(w.numel() for w in alone(layers.ResidualBlock(8, 2, shortcut=way), 6, 6, 4).trainable_weights)
            for way in ("projection", "pad")
        ]
        assert sizes[0] - sizes[1] == 4 * 8 + 2 * 8

    def test_pictures_of_any_size_need_a_projection(self) -> None:
        assert alone(layers.ResidualBlock(8, 2), None, None, 3).output_shape == (None, None, None, 8)

    def test_it_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(InputError, match=r"projection \| pad; got 'none'"):
            layers.ResidualBlock(8, shortcut="none")
        with pytest.raises(InputError, match="strides"):
            layers.ResidualBlock(8, strides=0)


class TestParallel:
    def test_branches_stand_side_by_side_on_the_last_axis(self) -> None:
        one, other = layers.Conv2D(3, 1), layers.Conv2D(2, 3, padding="same")
        model, x = alone(layers.Parallel(one, [other, layers.ReLU()], []), 6, 7, 4), noise(2, 6, 7, 4)
        close(model(x), torch.cat([one(x), other(x).relu(), x], -1))

    def test_branches_of_other_sizes_are_explained(self) -> None:
        with pytest.raises(InputError, match=r'Parallel "parallel" .*\(None, 4, 5, 2\)'):
            alone(layers.Parallel(layers.Conv2D(3, 1), layers.Conv2D(2, 3)), 6, 7, 4)

    def test_one_branch_is_not_parallel(self) -> None:
        with pytest.raises(InputError, match="at least two branches; got 1"):
            layers.Parallel([layers.Dense(3)])


class TestInception:
    def test_the_first_module_of_googlenet_has_the_papers_size(self) -> None:
        model = alone(layers.Inception(64, 96, 128, 16, 32, 32), 28, 28, 192)
        assert model.output_shape == (None, 28, 28, 256)
        assert model.count_params() == 163_328 + 368

    def test_batch_normalisation_takes_the_place_of_biases(self) -> None:
        plain, model = (
            alone(layers.Inception(2, 3, 4, 1, 2, 3, batch_norm=one), 5, 5, 3) for one in (False, True)
        )
        outputs = 2 + 3 + 4 + 1 + 2 + 3
        assert model.count_params() - plain.count_params() == (4 - 1) * outputs

    def test_it_wants_pictures(self) -> None:
        with pytest.raises(InputError, match="4 axes"):
            alone(layers.Inception(1, 1, 1, 1, 1, 1), 5)

    def test_a_number_of_filters_is_at_least_one(self) -> None:
        with pytest.raises(InputError, match="reduce_5x5"):
            layers.Inception(1, 1, 1, 0, 1, 1)


class TestAsData:
    def test_source_tells_it_in_one_call_and_keras_gets_its_graph(self) -> None:
        model = alone(layers.Residual(layers.Dense(5, name="inner"), shortcut="auto"), 5)
        assert 'layers.Residual(layers.Dense(5, name="inner"), shortcut="auto"' in to_code(model)
        keras = to_code(model, "keras")
        assert "layers.Add(" in keras
        assert "Residual(" not in keras
        assert "def build_residual():" in keras

    def test_a_part_that_stands_twice_inside_keeps_one_set_of_weights(self) -> None:
        twice = layers.Dense(5)
        model = alone(layers.Residual(twice, twice), 5)
        again = from_json(to_json(model))
        assert graph_hash(again) == graph_hash(model)
        for one in (again, run_source(to_code(model))["build_model"]()):
            assert one.count_params() == model.count_params() == 30

    def test_the_summary_counts_what_is_inside(self) -> None:
        lines: list[str] = []
        alone(layers.Parallel(layers.Dense(3), layers.Dense(4)), 5).summary(lines.append)
        assert "parallel (Parallel)" in lines[0]
        assert "42" in lines[0]
