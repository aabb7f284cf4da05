"""What a trained run says to files of one's own: pictures, folders of pictures, tables."""

import errno
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from axb.data.csv_file import read_csv
from axb.data.folders import is_data_file, named
from axb.data.npz import examples
from axb.data.pictures import read_picture
from axb.data.pictures.decoding import BYTES
from axb.data.pictures.scanning import scan
from axb.data.progress import tell
from axb.insight.latent import Ordinary, anomaly_scores
from axb.jobs.coding import named as example_named
from axb.jobs.columns import inputs_of
from axb.jobs.predicting import BATCH, Predictor
from axb.training import Latent
from axb.words import InputError, say

STRANGE = "stranger"  # of an answer: the share of ordinary examples that are at least as strange


@dataclass(frozen=True)
class Said:
    """name: the file, the file and its row, or the number of a test example. answer: the class, or the number; "" where
    `problem` says why not. each: every class's probability, or what else was measured, by name. really: the right
    answer, where it is known."""

    name: str
    answer: str = ""
    each: dict[str, float] = field(default_factory=dict)
    really: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Ask:
    """An example under its name: x in the data's own form (None where `problem` says why), its class where known."""

    name: str
    x: Any = None
    label: int | None = None
    problem: str = ""


def said_to(name: str, whats: Sequence[Path | str], label: int | None = None) -> Iterator[Said]:
    """What the run of that name answers to each picture, row and example, in their order.

    whats: a picture's file; a folder, of which all pictures below are meant; a .csv with the columns that the run
    learned from; an .npz with such examples; or the number of a test example (from 1). label: the class that a
    conditional model is told of files. A model with codes and an encoder says how strange each is (see
    `insight.latent.anomaly_scores`). What cannot be read is told and stops nobody. Raises InputError where something
    is not there, or the run has no answers.
    """
    teller = _Teller(Predictor(name), label)
    for some in batched(teller.asked(list(map(str, whats)))):
        yield from teller.answered(some)


def batched(asks: Iterator[Ask]) -> Iterator[list[Ask]]:
    """In lists of a batch each."""
    while some := list(islice(asks, BATCH)):
        yield some


def _files(what: str) -> list[Path]:
    """A file, or all pictures below a folder."""
    path = named(what)
    if path.is_dir():
        return [file for file, _ in scan(path).files]
    if not path.is_file():
        raise InputError("jobs_coding.no_file", got=what, problem=os.strerror(errno.ENOENT))
    return [path]


class _Teller:
    """A run that is asked."""

    def __init__(self, predictor: Predictor, label: int | None) -> None:
        self.predictor, self.label = predictor, label
        model = predictor.model
        self.codes = model if isinstance(model, Latent) else None
        if self.codes is not None and self.codes.encoder is None:
            raise InputError("cli_predict.no_answers", name=predictor.name)

    @cached_property
    def ordinary(self) -> Ordinary:
        """How strange the test part is."""
        assert self.codes is not None
        data = self.predictor.data
        return Ordinary.of(self.codes, data.x_test, data.y_test if self.codes.classes else None)

    def asked(self, whats: Sequence[str]) -> Iterator[Ask]:
        """Everything that is meant, one after another. What is not there is refused before anything is answered."""
        meant = [what if self._is_number(what) or is_data_file(what) else _files(what) for what in whats]
        count, done = sum(len(one) for one in meant if isinstance(one, list)), 0
        for one in meant:
            if isinstance(one, str):
                yield from self._rows(named(one)) if is_data_file(one) else [self._example(one)]
                continue
            for path in one:
                if done % BATCH == 0:
                    tell(done, count)
                done += 1
                yield self._picture(path)
        tell(0, 0)

    def _is_number(self, what: str) -> bool:
        return what.isdecimal() and not named(what).exists()

    def _example(self, what: str) -> Ask:
        return Ask(what, *example_named(self.predictor, what))

    def _picture(self, path: Path) -> Ask:
        """The picture as the data hold theirs; a sentence where it is none."""
        try:
            with path.open("rb") as file, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of Pillow, about files that are a little strange
                return Ask(str(path), self.predictor.fitted(read_picture(file.read(BYTES + 1))))
        except InputError as error:
            if error.key == "jobs_predicting.no_pictures":
                raise
            return Ask(str(path), problem=str(error))
        except OSError as error:
            return Ask(str(path), problem=error.strerror or str(error))

    def _rows(self, path: Path) -> Iterator[Ask]:
        """Of a table, counted from 1 without the header, or of arrays."""
        rows = (
            self._arrays(path) if path.suffix.lower() == ".npz" else inputs_of(read_csv(path), self.predictor)
        )
        for number, x in enumerate(rows, 1):
            complete = bool(np.isfinite(x).all())
            yield Ask(
                f"{path} {number}",
                x if complete else None,
                problem="" if complete else say("cli_predict.missing"),
            )

    def _arrays(self, path: Path) -> Any:
        """The examples of an .npz file, in the form that the run's data have."""
        data, x = self.predictor.data, examples(path)
        if x.shape[1:] != data.input_shape or x.dtype != data.x_train.dtype:
            raise InputError("jobs_predicting.shape", needs=data.input_shape, got=x.shape)
        return x

    def answered(self, asks: Sequence[Ask]) -> Iterator[Said]:
        """One answer for each."""
        good = [one for one in asks if not one.problem]
        answers = iter(self._answers(np.stack([one.x for one in good]), good) if good else [])
        names = self.predictor.data.labels()
        for one in asks:
            really = "" if one.label is None else names[one.label]
            yield (
                Said(one.name, problem=one.problem) if one.problem else Said(one.name, *next(answers), really)
            )

    def _told(self, asks: Sequence[Ask]) -> Any:
        labels = [one.label if one.label is not None else self.label for one in asks]
        return None if None in labels else np.array(labels)

    def _answers(self, x: Any, asks: Sequence[Ask]) -> list[tuple[str, dict[str, float]]]:
        if self.codes is not None:
            scores = anomaly_scores(self.codes, x, self._told(asks) if self.codes.classes else None)
            shares = self.ordinary.stranger(scores)
            return [
                (f"{score:.4g}", {STRANGE: float(share)}) for score, share in zip(scores, shares, strict=True)
            ]
        predicted, names = self.predictor.predict(x), self.predictor.data.labels()
        if not names:
            return [(f"{value:.6g}", {}) for value in predicted]
        return [(names[row.argmax()], dict(zip(names, row.tolist(), strict=True))) for row in predicted]
