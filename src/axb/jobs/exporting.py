"""A run's model as files that work without the run."""

from pathlib import Path

from axb import graph
from axb.data.folders import named
from axb.jobs.onnx_exporting import export_onnx
from axb.jobs.trained import trained_model
from axb.runs import Store
from axb.runs.files import remove_quietly, write_whole
from axb.runs.tensorboard import event_files, export_events
from axb.training import Model
from axb.words import InputError

# what is written -> the style of its source, where it is source
FORMS: dict[str, graph.Style | None] = {
    "safetensors": None,
    "onnx": None,
    "keras-code": "keras",
    "torch-code": "torch",
    "axb-code": "axb",
    "axb": None,
    "tensorboard": None,
}
WEIGHTS = ".safetensors"


def export(name: str, form: str, path: Path | str, force: bool = False) -> list[Path]:
    """Write the trained model of the run `name`; returns the files written.

    form: "safetensors" (the weights, for `load_weights`), "axb" (graph and weights, for `load_model`), "onnx" (see
    `axb.jobs.export_onnx`), or source: "keras-code", "torch-code" or "axb-code", `path` a .py file whose
    `load_weights` takes the weights that are written beside it under the same name; "tensorboard" (the recorded
    numbers, `path` a folder).
    Raises InputError for what the form has no words for, and unless `force` where a file is there already.
    """
    if form == "tensorboard":
        return _export_events(name, named(path).absolute(), force)
    targets = targets_of(form, path, force)
    if form == "onnx":
        export_onnx(name, targets[0])
    else:
        _write(trained_model(name), form, targets)
    return targets


def targets_of(form: str, path: Path | str, force: bool) -> list[Path]:
    """The files that a form is written to. Raises InputError where that cannot be."""
    if form not in FORMS:
        raise InputError("registry.unknown_choice", what="form", known=", ".join(FORMS), got=form)
    targets = _targets(FORMS[form], named(path).absolute())
    for one in targets:
        if one.exists() and not force:
            raise InputError("jobs.already_there", path=one)
    return targets


def _export_events(name: str, folder: Path, force: bool) -> list[Path]:
    """The numbers that the run recorded, which are no model."""
    if folder.exists() and not folder.is_dir():
        raise InputError("tensorboard.folder_only", path=folder)
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise InputError("jobs.already_there", path=folder)
    before = event_files(folder)
    with Store() as store:
        written = export_events(store.open(name), folder)
    for old in before:  # TensorBoard would show both, one upon the other
        remove_quietly(old)
    return written


def _targets(style: graph.Style | None, path: Path) -> list[Path]:
    if (path.suffix.lower() == ".py") != (style is not None):
        raise InputError("jobs.source_only" if style is None else "jobs.source_suffix", path=path)
    if not path.parent.is_dir() or path.is_dir():
        raise InputError("jobs.no_folder", path=path)
    return [path] if style is None else [path, path.with_suffix(WEIGHTS)]


def _write(model: Model, form: str, targets: list[Path]) -> None:
    style = FORMS[form]
    if style is not None:
        _write_source(model, style, *targets)
    elif form == "axb":
        model.save(targets[0])
    else:
        model.save_weights(targets[0])


def _write_source(model: Model, style: graph.Style, path: Path, weights: Path) -> None:
    from safetensors.torch import save

    source, tensors = graph.to_code(model, style), save(graph.export_weights(model, style))
    try:
        write_whole(weights, tensors)
        write_whole(path, source.encode())
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error
