"""An autoencoder whose layers learn one after another: who moves when, and what is measured."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb import layers as L
from axb.callbacks import Callback
from axb.models import Autoencoder, LayerwiseAutoencoder, Model, load_model
from axb.optimizers import SGD, Adam
from axb.runs import Store
from axb.training import StopTraining, set_random_seed
from axb.words import InputError

X = np.random.default_rng(0).integers(0, 256, (48, 6), np.uint8)
PRETRAIN = 3  # updates of each of two pairs: an epoch of three batches


def chains(code: str | None = None) -> tuple[Model, Model]:
    set_random_seed(0)
    inputs, codes = L.Input((6,), dtype="uint8"), L.Input((2,))
    h = L.Dense(4, "tanh", name="first")(L.Rescaling(1 / 255)(inputs))
    y = L.Dense(6, "sigmoid", name="last")(L.Dense(4, "tanh", name="inner")(codes))
    encoder = Model(inputs, L.Dense(2, code, name="code")(h), name="encoder")
    return encoder, Model(codes, L.Rescaling(255.0)(y), name="decoder")


def made() -> LayerwiseAutoencoder:
    model = LayerwiseAutoencoder(*chains(), 255.0, PRETRAIN)
    model.compile(Adam(0.01), "mean_squared_error")
    return model


def fit(model: Model, epochs: int, **options: Any) -> Any:
    return model.fit(X, batch_size=16, epochs=epochs, verbose=0, seed=0, **options)


def weights(model: LayerwiseAutoencoder) -> dict[str, np.ndarray[Any, Any]]:
    parts = [*model.encoder.layers, *model.decoder.layers]
    return {part.name: part.get_weights()[0] for part in parts if part.get_weights()}


def moved(model: LayerwiseAutoencoder, before: dict[str, np.ndarray[Any, Any]]) -> set[str]:
    return {name for name, weight in weights(model).items() if not np.array_equal(weight, before[name])}


def test_pairs_learn_from_outside_inwards_and_then_together() -> None:
    model, learned = made(), []
    before = weights(model)

    class Watch(Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            nonlocal before
            learned.append(moved(model, before))
            before = weights(model)

    fit(model, 3, callbacks=[Watch()])
    assert learned == [{"first", "last"}, {"code", "inner"}, {"first", "code", "inner", "last"}]


def test_the_outer_pair_learns_as_an_autoencoder_of_one_layer() -> None:
    model = made()
    encoder, decoder = chains()
    hidden, h = encoder.get_layer("first").output, L.Input((4,))
    alone = Autoencoder(
        Model(encoder.inputs, hidden, name="one"),
        Model(h, L.Rescaling(255.0)(decoder.get_layer("last")(h)), name="other"),
        255.0,
    )
    alone.compile(Adam(0.01), "mean_squared_error")
    told = [fit(one, 1).history[name] for one, name in ((model, "layer_1_loss"), (alone, "loss"))]
    assert told[0] == pytest.approx(told[1], rel=1e-6)
    np.testing.assert_allclose(weights(model)["first"], alone.encoder.get_weights()[0], rtol=1e-6)


def test_the_inner_pair_restores_what_the_first_layer_makes() -> None:
    model = made()
    fit(model, 1)
    hidden = Model(model.encoder.inputs, model.encoder.get_layer("first").output).predict(X, verbose=0)
    inner, code = model.decoder.get_layer("inner"), model.encoder.get_layer("code")
    wanted = np.square(hidden - inner(code(hidden)).detach().numpy()).mean()
    model.compile(SGD(0.0), "mean_squared_error")
    assert fit(model, 2).history["layer_2_loss"][-1] == pytest.approx(wanted, rel=1e-5)


def test_an_epoch_tells_the_losses_of_those_who_had_a_turn() -> None:
    told = []

    class Watch(Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            told.append(set(logs))

    fit(made(), 3, callbacks=[Watch()])
    assert told == [{"layer_1_loss"}, {"layer_2_loss"}, {"loss"}]


def test_an_evaluation_measures_the_whole_at_any_time() -> None:
    model = made()
    assert fit(model, 1, validation_data=X).history["val_loss"][0] == pytest.approx(
        np.square((X - model.predict(X, verbose=0)) / 255).mean(), rel=1e-5
    )


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_interrupted_in_any_stage_it_ends_in_the_same_bits(
    stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    whole = made()
    fit(whole, 4)

    class Stop(Callback):
        bystander = True

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if self.trainer is not None and self.trainer.step == stop:
                raise StopTraining("stopped", quiet=True)

    fit(made(), 4, run="stopped", callbacks=[Stop()])
    with Store() as store:
        assert store.open("stopped").status == "stopped"
    again = made()
    fit(again, 4, run="stopped")
    for one, other in zip(whole.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_travels(tmp_path: Path) -> None:
    model = made()
    fit(model, 1)
    model.save(tmp_path / "whole.axb")
    again = load_model(tmp_path / "whole.axb")
    assert isinstance(again, LayerwiseAutoencoder)
    assert again.pretrain == PRETRAIN
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_layers_that_are_no_pairs_get_a_sentence() -> None:
    encoder, decoder = chains()
    codes = L.Input((2,))
    short = Model(codes, L.Dense(6)(codes), name="short")
    with pytest.raises(InputError, match="2 in the encoder and 1 in the decoder"):
        LayerwiseAutoencoder(encoder, short)
    forked = Model(codes, L.Add()([L.Dense(6)(codes), L.Dense(6)(codes)]), name="forked")
    with pytest.raises(InputError, match="2 in the encoder and 0 in the decoder"):
        LayerwiseAutoencoder(encoder, forked)
    with pytest.raises(InputError, match="pretrain must be ≥ 1; got 0"):
        LayerwiseAutoencoder(encoder, decoder, pretrain=0)
