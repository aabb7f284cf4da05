"""The lab from words of a command line: `latent:model=vae,beta=1,data=digits,epochs=60`."""

from collections.abc import Mapping

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.latent.lab import DATA, EPOCHS, LatentLab


def latent_lab(options: Mapping[str, str]) -> LatentLab:
    """The arguments of `LatentLab` by their names. Raises InputError for another option, or a value of no use."""
    check_options("latent", options, ("model", "beta", "data", "epochs"))
    beta = real("beta", options.get("beta", "1"), 0, 10)
    epochs = read_whole("epochs", options.get("epochs", str(EPOCHS)))
    return LatentLab(options.get("model", "autoencoder"), beta, options.get("data", DATA), epochs)
