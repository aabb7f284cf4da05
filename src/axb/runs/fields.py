"""What goes into a column: steps and JSON text, checked."""

import json
import operator

from axb.words import InputError


def checked_step(step: object) -> int:
    """`step` as an int >= 0: the number of updates done so far. Raises InputError for anything else."""
    try:
        if (number := operator.index(step)) >= 0:  # type: ignore[arg-type]
            return number
    except TypeError:
        pass
    raise InputError("runs.step", value=repr(step))


def json_text(what: str, value: object) -> str:
    """`value` as JSON text; `what` names it in the error sentence. (Tuples come back as lists.)"""
    try:
        return json.dumps(value)
    except (TypeError, ValueError) as error:
        raise InputError("runs.not_json", what=what, reason=error) from None
