"""A data set that others published: the files it is made of, and how they come onto this machine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from axb.data.dataset import Array, Dataset
from axb.data.folders import cache_folders, named
from axb.data.published.downloading import RETRIES, TIMEOUT, download
from axb.words import InputError, say

Parts = tuple[Array, Array, Array, Array]  # x_train, y_train, x_test, y_test
SYSTEM = Path("/usr/share/datasets")  # where Debian's packages of data put theirs


@dataclass(frozen=True)
class Published:
    """Pictures of ten classes, by the name under which `load` knows them.

    files: the name of each file that is downloaded, and its SHA-256. mirrors: addresses that they lie below.
    find: all files of the set in a folder, none where one is missing. read: their arrays, as a `Dataset` wants them.
    hint: the key of a sentence on another way to have them; "" without one.
    """

    name: str
    files: Mapping[str, str]
    mirrors: tuple[str, ...]
    find: Callable[[Path], Sequence[Path]]
    read: Callable[[Sequence[Path]], Parts]
    class_names: tuple[str, ...]
    class_names_ja: tuple[str, ...] | None
    source: str
    licence: str
    hint: str = ""

    def load(
        self,
        folder: Path | str | None = None,
        mirrors: Sequence[str] | None = None,
        retries: int = RETRIES,
        timeout: float = TIMEOUT,
    ) -> Dataset:
        """The whole set, from `folder`; None: from where `find_folder` finds it, else from the network.

        mirrors, retries, timeout: see `download`; None stands for the addresses that are known.
        Raises InputError where it can't be had, or its files are not what they should be.
        """
        if folder is None:
            folder = self.find_folder() or self._downloaded(mirrors, retries, timeout)
        paths = self.find(named(folder))
        if not paths:
            listed = ", ".join(self.files)
            raise InputError("data.published_incomplete", name=self.name, folder=folder, files=listed)
        return Dataset(
            self.name,
            "images",
            *self.read(paths),
            class_names=self.class_names,
            class_names_ja=self.class_names_ja,
            target_name="class",
            source=self.source,
            licence=self.licence,
        )

    def find_folder(self) -> Path | None:
        """The first folder that has all its files: below AXB_HOME, the user's cache, the system's; else None."""
        places = (*cache_folders(self.name), SYSTEM / self.name)
        return next((folder for folder in places if self.find(folder)), None)

    def _downloaded(self, mirrors: Sequence[str] | None, retries: int, timeout: float) -> Path:
        known = self.mirrors if mirrors is None else mirrors
        folder = cache_folders(self.name)[0]
        if problems := download(folder, self.files, known, retries, timeout):
            raise InputError(
                "data.published_absent",
                name=self.name,
                problems="; ".join(problems),
                files=", ".join(self.files),
                address=self.mirrors[0],
                folder=folder,
                hint=say(self.hint) if self.hint else "",
            )
        return folder
