"""A job: what a person says to have a model trained."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from axb.data import names, parse_spec
from axb.data.folders import is_data_file, named
from axb.jobs.source import ModelFile, model_file
from axb.words import InputError


@dataclass(frozen=True)
class Job:
    """MODEL on DATA with settings; None leaves a setting to the model's recipe.

    model: a family with options ("mlp:hidden=256,128"), a model's JSON file, or "file.py:function".
    data: a data set with options ("spiral:classes=3"), a table ("people.csv:target=age"), arrays ("signs.npz"),
    or a folder of pictures.
    epochs, batch_size: at least 1; a batch is never larger than the data. learning_rate: above 0.
    optimizer: a name with options ("sgd:momentum=0.9").
    schedule: how the rate goes on from learning_rate, see `axb.jobs.schedule`. hyperparameters: other values for some
    of the optimizer's, whichever it is.
    validation: the share of the training part that is held out to watch, 0 (nothing) to 1.
    precision: "auto", "float32" or "bfloat16".
    seconds: instead of epochs, above 0: as much as fits into that time, the learning rate's schedule complete.
    watch: look into the network now and then while it learns (see `axb.callbacks.Watch`).
    """

    model: str
    data: str
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    optimizer: str | None = None
    seed: int = 0
    validation: float = 0.1
    precision: str = "auto"
    schedule: str | None = None
    hyperparameters: Mapping[str, Any] | None = None
    seconds: float | None = None
    watch: bool = False

    def stem(self) -> str:
        """What its run is named after: "cnn-fashion-mini"."""
        return f"{_word(self.model_name)}-{_word(self.data_name)}"

    @property
    def model_name(self) -> str:
        """The model without options and folders: "mlp", "net"."""
        file = model_file(self.model)
        return parse_spec(self.model)[0] if file is None else file.path.stem

    @property
    def data_name(self) -> str:
        """The data without options and folders: "digits", "people"."""
        name = parse_spec(self.data)[0]
        if is_data_file(name):
            return Path(name).stem
        return name if name in names() else named(name).absolute().name

    def seen_from(self, folder: Path) -> "Job":
        """The same with its relative paths taken from `folder`, where the job was given."""
        file = model_file(self.model)
        model = self.model if file is None else str(ModelFile(_below(folder, file.path), file.function))
        return replace(self, model=model, data=_data_seen_from(folder, self.data))


def _data_seen_from(folder: Path, spec: str) -> str:
    name, options = parse_spec(spec)
    if is_data_file(name) or name not in names():
        name = str(_below(folder, name))
    if options.get("folder"):
        options["folder"] = str(_below(folder, options["folder"]))
    listed = ",".join(f"{key}={value}" for key, value in options.items())
    return f"{name}:{listed}" if options else name


def _below(folder: Path, path: Path | str) -> Path:
    """`folder / path`; an absolute path stays what it is."""
    return folder / named(path)


def _word(name: str) -> str:
    """Letters, digits, "-" and "_" only, as a run's name wants it."""
    return "".join(c if c.isalnum() or c == "-" else "_" for c in name)[:30] or "_"


def job_of(config: Mapping[str, Any], name: str) -> Job:
    """The job in the configuration of the run `name`, its paths absolute.

    Raises InputError where a script started the run: it goes on when the script does the same again.
    """
    if "job" not in config:
        raise InputError("jobs.from_script", name=name)
    return Job(**config["job"]).seen_from(Path(config.get("folder", "")))
