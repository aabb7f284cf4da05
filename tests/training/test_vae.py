"""The variational autoencoder: its bound in closed form, and how it trains."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

from axb import layers
from axb.data.batches import Batch
from axb.models import VAE, Model, load_model
from axb.optimizers import Adam
from axb.optimizers.names import NAMES
from axb.training import set_random_seed, vae
from axb.training.likelihoods import LEAST
from axb.words import InputError

DRAW = np.random.default_rng(0)
X = DRAW.integers(0, 256, (40, 5), np.uint8)
LABELS = np.arange(40) % 3


def made(likelihood: str = "bernoulli", classes: int = 0, **options: float) -> VAE:
    """Five bytes, a code of two numbers."""
    set_random_seed(0)
    inputs, codes = layers.Input((5,), dtype="uint8"), layers.Input((2,))
    x, z = layers.Rescaling(1 / 255)(inputs), codes
    told = [[layers.Input((classes,))] if classes else [] for _ in range(2)]
    if classes:
        x, z = (layers.Concatenate()([one, *more]) for one, more in zip((x, z), told, strict=True))
    y = layers.Rescaling(255.0)(layers.Dense(5, "sigmoid")(z))
    ends = [layers.Dense(2)(x), layers.Dense(2)(x)]
    encoder = Model([inputs, *told[0]] if classes else inputs, ends, name="encoder")
    decoder = Model([codes, *told[1]] if classes else codes, y, name="decoder")
    return VAE(encoder, decoder, likelihood, unit=255.0, **options)  # type: ignore[arg-type]


def numbers(*shape: int) -> torch.Tensor:
    return torch.from_numpy(DRAW.normal(size=shape).astype(np.float32))


class TestBound:
    def test_kl_is_that_of_torch_s_distributions(self) -> None:
        mean, log_variance = numbers(7, 3), numbers(7, 3)
        known = kl_divergence(Normal(mean, (0.5 * log_variance).exp()), Normal(0.0, 1.0))
        torch.testing.assert_close(vae.kl_divergence(mean, log_variance), known)

    def test_a_code_is_drawn_and_still_has_a_gradient(self) -> None:
        """E[z^2] = mu^2 + sigma^2, so its gradient is 2 mu, and with respect to log sigma^2 it is sigma^2."""
        mean = torch.full((400_000,), 0.7, requires_grad=True)
        log_variance = torch.full((400_000,), -0.4, requires_grad=True)
        torch.manual_seed(0)
        z = vae.reparameterized(mean, log_variance)
        gradients = torch.autograd.grad(z.square().mean(), (mean, log_variance))
        assert float(gradients[0].sum()) == pytest.approx(2 * 0.7, rel=0.01)
        assert float(gradients[1].sum()) == pytest.approx(np.exp(-0.4), rel=0.01)

    def test_bernoulli_parts_are_those_of_torch_s_distributions(self) -> None:
        model, noise = made(), numbers(40, 2)
        reconstruction, kl = model.terms(torch.from_numpy(X), None, noise)
        mean, log_variance = model.encoder(X)
        p = model.decoder(mean + (0.5 * log_variance).exp() * noise) / 255
        x = torch.from_numpy(X).float() / 255
        known = -Independent(Bernoulli(p, validate_args=False), 1).log_prob(x)
        torch.testing.assert_close(reconstruction, known, rtol=1e-5, atol=1e-4)
        q = Independent(Normal(mean, (0.5 * log_variance).exp()), 1)
        torch.testing.assert_close(kl, kl_divergence(q, Independent(Normal(torch.zeros(40, 2), 1.0), 1)))

    def test_gaussian_density_is_that_of_torch_s_distributions(self) -> None:
        model, noise = made("gaussian"), numbers(40, 2)
        assert model.log_noise is not None
        with torch.no_grad():
            model.log_noise.copy_(torch.linspace(-2, 1, 5))
        reconstruction, _ = model.terms(torch.from_numpy(X), None, noise)
        mean, log_variance = model.encoder(X)
        made_of = model.decoder(mean + (0.5 * log_variance).exp() * noise) / 255
        known = -Normal(made_of, (0.5 * model.log_noise).exp()).log_prob(torch.from_numpy(X) / 255).sum(1)
        torch.testing.assert_close(reconstruction, known, rtol=1e-4, atol=1e-3)  # the soft bend above LEAST

    def test_pixels_told_surely_cost_what_their_logits_say(self) -> None:
        """A sigmoid of 200 is 1 in float32, and -log(1 - p) infinite; from logits it is 200."""
        model = made()
        model.decoder.set_weights([np.zeros((2, 5), np.float32), np.full(5, 200, np.float32)])
        reconstruction, _ = model.terms(torch.zeros(3, 5, dtype=torch.uint8), None)
        torch.testing.assert_close(reconstruction, torch.full((3,), 1000.0))

    def test_a_learned_variance_does_not_vanish(self) -> None:
        model = made("gaussian")
        assert model.log_noise is not None
        with torch.no_grad():
            model.log_noise.fill_(-1000)
        model.encoder.set_weights([0 * one for one in model.encoder.get_weights()])
        model.decoder.set_weights([0 * one for one in model.decoder.get_weights()])
        middle = torch.full((1, 5), 127.5)
        reconstruction, _ = model.terms(middle, None)
        assert float(reconstruction.detach()) == pytest.approx(2.5 * (LEAST + np.log(2 * np.pi)), rel=1e-5)


class TestElbo:
    def test_parts_add_up_and_the_floor_is_the_entropy_of_x(self) -> None:
        model = made()
        told = model.elbo(X, seed=1)
        assert told["negative_elbo"] == pytest.approx(told["reconstruction"] + told["kl"])
        p = X / 255
        known = -sum(np.where(q > 0, q * np.log(np.maximum(q, 1e-30)), 0).sum(1).mean() for q in (p, 1 - p))
        assert told["floor"] == pytest.approx(known, rel=1e-6)
        assert told["excess"] == pytest.approx(told["negative_elbo"] - known, rel=1e-5)
        assert told["excess"] > 0

    def test_the_same_seed_draws_the_same_codes_and_moves_no_other_random_number(self) -> None:
        model = made()
        torch.manual_seed(3)
        before = torch.random.get_rng_state()
        one, same, other = model.elbo(X, seed=1), model.elbo(X, seed=1), model.elbo(X, seed=2)
        assert one == same
        assert one["kl"] == other["kl"]
        assert one["reconstruction"] != other["reconstruction"]
        assert torch.equal(torch.random.get_rng_state(), before)

    def test_a_gaussian_has_no_floor(self) -> None:
        assert set(made("gaussian").elbo(X)) == {"negative_elbo", "reconstruction", "kl"}


def linear(columns: int, latent: int) -> VAE:
    """x = W z + b and noise; the encoder's mean linear too, its variance the same for every x."""
    set_random_seed(0)
    inputs, codes = layers.Input((columns,)), layers.Input((latent,))
    variance = layers.Dense(latent, kernel_initializer="zeros", trainable=False)
    encoder = Model(inputs, [layers.Dense(latent)(inputs), variance(inputs)], name="encoder")
    return VAE(encoder, Model(codes, layers.Dense(columns)(codes), name="decoder"), "gaussian")


class TestLinearGaussian:
    """Tipping & Bishop 1999, "Probabilistic principal component analysis"."""

    columns, latent = 4, 2
    noise = np.array([0.3, 0.5, 0.4, 0.6])  # variances

    def test_at_the_exact_posterior_the_bound_is_the_log_likelihood(self) -> None:
        """Where q(z|x) is p(z|x) = N(M^-1 W^T S^-1 (x - b), M^-1), with M = I + W^T S^-1 W; W's columns are made
        orthogonal in S^-1, so that M is diagonal, as q's variance is."""
        model = linear(self.columns, self.latent)
        w = np.linalg.qr(DRAW.normal(size=(self.columns, self.latent)))[0] * [1.5, 0.7]
        w = np.sqrt(self.noise)[:, None] * w
        b = DRAW.normal(size=self.columns)
        m = 1 + (w**2 / self.noise[:, None]).sum(0)
        read = (w / self.noise[:, None]) / m
        model.decoder.set_weights([w.T.astype(np.float32), b.astype(np.float32)])
        weights = [read, -b @ read, np.zeros((self.columns, self.latent)), -np.log(m)]
        model.encoder.set_weights([one.astype(np.float32) for one in weights])
        assert model.log_noise is not None
        with torch.no_grad():  # what the soft bend makes log(noise) of
            wanted = torch.from_numpy(np.log(self.noise)) - LEAST
            model.log_noise.copy_((wanted.expm1().log() + LEAST).float())
        x = DRAW.normal(size=(20_000, self.latent)) @ w.T + b
        x += DRAW.normal(size=x.shape) * np.sqrt(self.noise)
        covariance = w @ w.T + np.diag(self.noise)
        away = x - b
        exact = 0.5 * (
            np.einsum("ni,ij,nj->n", away, np.linalg.inv(covariance), away).mean()
            + np.linalg.slogdet(2 * np.pi * covariance)[1]
        )
        # One code is drawn for each of 20,000 examples: the mean's standard error is below 0.02.
        assert model.elbo(x.astype(np.float32))["negative_elbo"] == pytest.approx(exact, abs=0.05)

    def test_trained_it_comes_to_the_best_log_likelihood(self) -> None:
        """Equal noise everywhere, so the optimum is known: the eigenvalues of the covariance, those left out averaged
        (equation 8). Lucas et al. 2019 show that the linear VAE's bound has no other maxima."""
        x = DRAW.normal(size=(400, 2)) @ DRAW.normal(size=(2, 4)) * 1.5 + DRAW.normal(size=(400, 4)) * 0.5
        values = np.linalg.eigvalsh(np.cov(x.T, bias=True))[::-1]
        left = values[2:].mean()
        best = 0.5 * (4 * np.log(2 * np.pi) + np.log(values[:2]).sum() + 2 * np.log(left) + 4)
        model = linear(4, 2)
        model.encoder.trainable = True
        assert model.log_noise is not None
        with torch.no_grad():  # near where it ends, so that a few steps are enough
            model.log_noise.zero_()
        model.compile(Adam(0.02))
        model.fit(x.astype(np.float32), batch_size=400, epochs=1200, verbose=0, seed=0)
        found = np.mean([model.elbo(x.astype(np.float32), seed=seed)["negative_elbo"] for seed in range(20)])
        # A variance for each column (factor analysis) fits 400 examples a little better than one for all.
        assert best - 0.03 < found < best + 0.05


class TestTraining:
    def test_it_learns_by_compile_and_fit_and_tells_its_losses_apart(self) -> None:
        model = made()
        model.compile("adam")
        told = model.fit(X, epochs=20, verbose=0, seed=0, validation_data=X[:9]).history
        assert told["loss"][-1] < told["loss"][0]
        for part in ("", "val_"):
            both = np.add(told[f"{part}reconstruction"], told[f"{part}kl"])
            np.testing.assert_allclose(told[f"{part}loss"], both, rtol=1e-5)

    @pytest.mark.parametrize("name", NAMES)
    def test_every_optimizer_moves_it(self, name: str) -> None:
        model = made("gaussian")
        model.compile(NAMES[name](**({} if name == "adadelta" else {"learning_rate": 0.001})))
        told = model.fit(X, batch_size=8, epochs=12, verbose=0, seed=0).history["loss"]
        assert np.isfinite(told).all()
        assert told[-1] < told[0]

    def test_an_evaluation_draws_the_same_codes_each_time(self) -> None:
        model = made()
        model.compile("adam")
        torch.manual_seed(3)
        before = torch.random.get_rng_state()
        once, again = (model.evaluate(X, verbose=0, return_dict=True) for _ in range(2))
        assert once == again
        assert torch.equal(torch.random.get_rng_state(), before)

    def test_beta_weighs_kl_and_warmup_lets_it_grow(self) -> None:
        model = made(beta=4.0, warmup=8)
        model.compile("adam")
        batch = Batch(torch.from_numpy(X))
        model.train()
        for step, share in ((0, 0.0), (2, 0.25), (8, 1.0), (100, 1.0)):
            ((_, loss),) = model.turns(step)
            value, parts = loss(batch)
            expected = parts["reconstruction"] + 4 * share * parts["kl"]
            torch.testing.assert_close(value, expected)
        model.eval()
        value, parts = model.turns(0)[0][1](batch)
        torch.testing.assert_close(value, parts["reconstruction"] + 4 * parts["kl"])

    def test_classes_are_told_to_both(self) -> None:
        model = made(classes=3)
        assert (model.latent, model.classes) == (2, 3)
        model.compile("adam")
        model.fit(X, LABELS, epochs=3, verbose=0, seed=0)
        codes = model.encode(X, LABELS)
        assert codes.shape == (40, 2)
        assert not np.array_equal(codes, model.encode(X, 0))
        assert model.sample(6, labels=2).shape == (6, 5)
        assert model.elbo(X, LABELS)["negative_elbo"] != model.elbo(X, (LABELS + 1) % 3)["negative_elbo"]

    def test_a_code_is_the_mean(self) -> None:
        model = made()
        np.testing.assert_array_equal(model.encode(X), model.encoder.predict(X, verbose=0)[0])
        np.testing.assert_array_equal(model.decode(model.encode(X)), model.predict(X, verbose=0))

    def test_examples_may_be_weighted(self) -> None:
        model = made()
        model.compile("sgd")
        model.encoder.set_weights([0 * one for one in model.encoder.get_weights()])
        model.decoder.set_weights([0 * one for one in model.decoder.get_weights()])
        weights = np.array([1.0] * 20 + [0.0] * 20, np.float32)
        half = model.evaluate(X, sample_weight=weights, verbose=0, return_dict=True)["loss"]
        assert half == pytest.approx(0.5 * 5 * np.log(2), rel=1e-5)

    @pytest.mark.parametrize(("likelihood", "classes"), [("bernoulli", 3), ("gaussian", 0)])
    def test_it_is_whole_when_it_is_loaded(self, likelihood: str, classes: int, tmp_path: Path) -> None:
        model = made(likelihood, classes, beta=2.0, warmup=5)
        model.compile("adam")
        model.fit(X, LABELS, epochs=2, verbose=0, seed=0)
        model.save(tmp_path / "whole.axb")
        again = load_model(tmp_path / "whole.axb")
        assert isinstance(again, VAE)
        assert (again.beta, again.warmup, again.unit) == (2.0, 5, 255.0)
        assert again.elbo(X, LABELS) == model.elbo(X, LABELS)
        for one in (model, again):
            one.fit(X, LABELS, epochs=1, verbose=0, seed=1)
        assert again.elbo(X, LABELS) == model.elbo(X, LABELS)

    def test_halves_of_a_batch_are_one_update(self) -> None:
        """The noise is another one, so it is taken out: sigma is next to nothing."""
        ends = []
        for parts in (1, 4):
            model = made()
            weights = model.encoder.get_weights()
            model.encoder.set_weights([*weights[:2], 0 * weights[2], 0 * weights[3] - 60])
            model.encoder.layers[-1].trainable = False
            model.compile("sgd")
            model.fit(X, batch_size=40, epochs=1, verbose=0, seed=0, accumulate=parts)
            ends.append(model.get_weights())
        for one, other in zip(*ends, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-5)


@pytest.mark.parametrize(("change", "says"), [
    ({"likelihood": "poisson"}, "VAE: likelihood must be one of bernoulli, gaussian; got 'poisson'"),
    ({"beta": -1.0}, "VAE: beta must be ≥ 0; got -1.0"),
    ({"warmup": 2.5}, "VAE: warmup must be ≥ 0; got 2.5"),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(change: dict[str, float], says: str) -> None:
    with pytest.raises(InputError) as caught:
        made(**change)  # type: ignore[arg-type]
    assert says in str(caught.value)


def test_an_encoder_without_a_variance_gets_a_sentence() -> None:
    model = made()
    one = Model(model.encoder.inputs[0], model.encoder.outputs[0], name="short")
    with pytest.raises(
        InputError, match=r"answers \[mean, log_variance\].*codes of \(2,\), and short answers"
    ):
        VAE(one, model.decoder)
    with pytest.raises(InputError, match="the encoder's second input"):
        VAE(made(classes=3).encoder, model.decoder)


def test_numbers_that_are_no_probabilities_get_a_sentence() -> None:
    inputs, codes = layers.Input((5,)), layers.Input((2,))
    encoder = Model(inputs, [layers.Dense(2)(inputs), layers.Dense(2)(inputs)])
    model = VAE(encoder, Model(codes, layers.Dense(5, "sigmoid")(codes)))
    model.compile("adam")
    with pytest.raises(InputError, match="from 0 to 1; got numbers from -2 to 3"):
        model.fit(np.array([[-2.0, 0, 1, 2, 3]], np.float32), verbose=0)


def test_classes_that_are_missing_or_unknown_get_a_sentence() -> None:
    model = made(classes=3)
    model.compile("adam")
    with pytest.raises(InputError, match="wants the class"):
        model.fit(X, verbose=0)
    with pytest.raises(InputError, match=r"classes of .* are 0 to 2; got 7"):
        model.fit(X, LABELS + 5, verbose=0)
