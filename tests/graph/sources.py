"""Generated source, run; and its weights, filled in the way each style does it."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from axb.graph import export_weights, to_code


def run_source(source: str) -> dict[str, Any]:
    """The names that a generated source defines."""
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(source, "generated.py", "exec"), space)
    return space


def rebuilt(model: Any, style: Any, folder: Path) -> Any:
    """The model made again from its source, its weights filled in from a file."""
    space = run_source(to_code(model, style))
    made = space["build_model"]()
    save_file(export_weights(model, style), folder / "weights.safetensors")
    space["load_weights"](made, folder / "weights.safetensors")
    return made


def outputs(model: Any, batch: list[np.ndarray[Any, Any]]) -> list[np.ndarray[Any, Any]]:
    """What a model of any style gives in inference, as a list of arrays."""
    if isinstance(model, torch.nn.Module) and "keras" not in type(model).__module__:
        model.eval()
    module = type(model).__module__
    with torch.no_grad():
        if module == "generated":
            given = model(*[torch.from_numpy(array) for array in batch])
        else:
            given = model(batch if len(batch) > 1 else batch[0], training=False)
    return [np.asarray(one.detach()) for one in (given if isinstance(given, list | tuple) else [given])]


def count(model: Any) -> int:
    """How many numbers a model's weights hold, statistics included."""
    if hasattr(model, "count_params"):
        return int(model.count_params())
    buffers = [b for name, b in model.named_buffers() if not name.endswith("num_batches_tracked")]
    return sum(tensor.numel() for tensor in [*model.parameters(), *buffers])
