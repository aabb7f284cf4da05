"""What a run ran on: recorded, so that a result can be understood later."""

import functools
import importlib.metadata
import os
import platform

PACKAGES = ("axb", "torch", "numpy")


def versions() -> dict[str, str]:
    """The versions of Python and of what a result depends on; a package that isn't installed is left out."""
    return dict(_versions())


@functools.cache  # reading them takes as long as a population's whole epoch
def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, object]:
    """The platform, the number of processors, their instructions, and the number of threads PyTorch computes with."""
    import torch

    return {
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "threads": torch.get_num_threads(),
    }
