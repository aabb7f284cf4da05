"""The newest weights of a run that may still be training."""

from axb.jobs.coding import latent_of_model
from axb.jobs.trained import latest_of, rebuilt, refuse_diverged, weights_of
from axb.runs import Store
from axb.training import Latent
from axb.training.tensors import load_weight_tensors


def newest_step(store: Store, name: str) -> int:
    """The step of the run's last checkpoint. Raises InputError where the run or a checkpoint isn't there."""
    return latest_of(store.open(name)).step


def newest(name: str) -> tuple[Latent, int]:
    """The run's latent model as its last checkpoint has it, and at which step that is.

    Raises InputError where the run, its weights or a latent space aren't there, or its weights have diverged.
    """
    with Store() as store:
        run = store.open(name)
        checkpoint = latest_of(run)
        model = rebuilt(run)
        load_weight_tensors(model, *weights_of(run, checkpoint))
    refuse_diverged(model, name)
    return latent_of_model(model, name), checkpoint.step
