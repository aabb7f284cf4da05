"""A run's trained model as a download, in each form that it has; in the table of runs and on the run's page."""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import slowly
from axb.studio.notices import notice
from axb.studio.visitor import Visitor

PASSPORT, REPORT = "passport", "report"  # what is no model
# as in jobs.FORMS, most wanted first
FORMS = ("safetensors", "onnx", "axb", "keras-code", "torch-code", "axb-code", REPORT, PASSPORT)
ENDINGS = {"safetensors": ".safetensors", "onnx": ".onnx", "axb": ".axb"}


def export_button(visitor: Visitor, name: str) -> ui.button:
    """A button whose menu has an entry for each form."""
    with (
        ui.button(visitor.say("studio_runs.take"), icon="download").props("no-caps outline") as button,
        ui.menu(),
    ):
        export_entries(visitor, name)
    return button


def export_entries(visitor: Visitor, name: str) -> None:
    """The entries of a menu."""
    for form in FORMS:
        said = visitor.say(f"studio_runs.export_{form.replace('-', '_')}")
        entry(said, visitor.does(partial(_download, visitor, name, form)))


def entry(said: str, act: Callable[..., Any]) -> None:
    """Of a menu, where Quasar would say it is of a list."""
    ui.menu_item(said, act).props("role=menuitem")


async def _download(visitor: Visitor, name: str, form: str) -> None:
    """What is several files comes as one archive."""
    client = ui.context.client
    file, data = await slowly(lambda: exported(name, form))
    with client:
        ui.download.content(data, file)
        notice(visitor.say("studio_runs.exported", file=file), good=True)


def exported(name: str, form: str) -> tuple[str, bytes]:
    """A file's name and its bytes. Raises InputError for what the form has no words for."""
    from axb import jobs
    from axb.jobs.passport import passport
    from axb.views.report import report

    stem = "".join(letter if letter.isalnum() else "_" for letter in name)  # Python can import it
    if form == PASSPORT:
        return f"{stem}.passport.json", passport(name).to_json().encode()
    if form == REPORT:
        with Store() as store:
            return f"{stem}.html", report([store.open(name)]).encode()
    with tempfile.TemporaryDirectory() as folder:
        written = jobs.export(name, form, Path(folder) / f"{stem}{ENDINGS.get(form, '.py')}")
        if len(written) == 1:
            return written[0].name, written[0].read_bytes()
        return f"{stem}_{form.partition('-')[0]}.zip", _zipped(written)


def _zipped(files: Sequence[Path]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            archive.write(one, one.name)
    return data.getvalue()
