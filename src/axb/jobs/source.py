"""A model that lies in a file: `file.py:function` or `model.json`."""

import re
from dataclasses import dataclass
from pathlib import Path

from axb.data.folders import named

FILE = re.compile(r"\s*(?P<path>.+\.(?:py|json))(?::(?P<function>[^\\/:]*))?\s*", re.IGNORECASE)
USUAL_FUNCTION = "build_model"  # what axb's own code export calls it


@dataclass(frozen=True)
class ModelFile:
    """`path`, and for Python the name of the function that makes the model."""

    path: Path
    function: str = USUAL_FUNCTION

    def __str__(self) -> str:
        return f"{self.path}:{self.function}" if self.is_python else str(self.path)

    @property
    def is_python(self) -> bool:
        """Whether it is code."""
        return self.path.suffix.lower() == ".py"


def model_file(spec: str) -> ModelFile | None:
    """The file that a model's spec names; None where it names a family."""
    found = FILE.fullmatch(spec)
    if found is None:
        return None
    return ModelFile(named(found["path"]), (found["function"] or "").strip() or USUAL_FUNCTION)
