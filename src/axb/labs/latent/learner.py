"""One of the two models, as it learns step by step."""

from axb.data import Dataset
from axb.data.batches import Batches
from axb.jobs import Job, prepare
from axb.training import Latent, Trainer

HIDDEN = "128,64"  # units of the layers down to the code, and back up
BATCH = 64
SPECS = {"autoencoder": "stacked_autoencoder", "vae": "vae"}


class Learner:
    """`model` "autoencoder" or "vae", its codes two numbers; its first weights and batches follow from seed 0."""

    def __init__(self, model: str, beta: float, data: Dataset, source: str, epochs: int) -> None:
        options = f"latent=2,hidden={HIDDEN}" + (
            f",beta={beta:g},batch_norm=false" if model == "vae" else ""  # as its rival, which has none
        )
        ready = prepare(Job(f"{SPECS[model]}:{options}", source, epochs=epochs, batch_size=BATCH), data)
        assert isinstance(ready.model, Latent)  # both families make one
        self.model = ready.model
        batches = Batches(*ready.train, batch_size=ready.batch_size, shuffle=True, seed=0)
        self.trainer = Trainer(ready.model, batches, epochs=epochs, seed=0)

    @property
    def step(self) -> int:
        """Updates that are done."""
        return self.trainer.step

    @property
    def ended(self) -> bool:
        """Whether nothing is left to learn."""
        return self.trainer.step >= self.trainer.total_steps

    def advance(self) -> bool:
        """One update; returns whether an epoch has ended."""
        if self.ended:
            return False
        return self.trainer.advance() is not None
