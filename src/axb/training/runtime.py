"""The machine under the training: allocator, precision, device."""

import ctypes
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Literal

import torch
from torch import nn

from axb.words import InputError

Precision = Literal["auto", "float32", "bfloat16"]
PRECISIONS = ("auto", "float32", "bfloat16")
WIDE = 2**18  # numbers of a matrix from which products in bfloat16 are faster
# glibc's mallopt parameters (malloc.h)
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3


@cache
def keep_memory() -> bool:
    """Ask glibc to keep freed memory instead of returning it: big activations then do not fault in again each step.

    Returns whether the allocator took it; elsewhere than on glibc nothing changes. Costs up to the largest step's
    memory until the process ends.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return False
    most = 2**31 - 1
    wishes = ((M_MMAP_THRESHOLD, 2**30), (M_TRIM_THRESHOLD, most), (M_TOP_PAD, 2**26))
    taken = [bool(mallopt(name, value)) for name, value in wishes]
    return all(taken)


@cache
def fast_at_bfloat16(device: str) -> bool:
    """Whether bfloat16 is faster than float32 here: AVX512-BF16 or AMX on a CPU, an Ampere or newer GPU."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    abilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return device == "cpu" and bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16"))


def choose_precision(precision: str, model: nn.Module, device: torch.device) -> torch.dtype:
    """The dtype that convolutions and matrix products run in while training.

    "auto" takes bfloat16 where the processor is fast at it and the model convolves or holds a matrix of `WIDE` numbers:
    small dense networks gain nothing, a step of 784-512-256-16 and back took 6.7 ms instead of 16.4 on one thread.
    """
    if precision not in PRECISIONS:
        known = ", ".join(PRECISIONS)
        raise InputError("registry.unknown_choice", what="precision", known=known, got=precision)
    if precision == "auto":
        large = any(
            weight.ndim == 4 or (weight.ndim == 2 and weight.numel() >= WIDE) for weight in model.parameters()
        )
        precision = "bfloat16" if large and fast_at_bfloat16(device.type) else "float32"
    return torch.bfloat16 if precision == "bfloat16" else torch.float32


def autocast(device: torch.device, dtype: torch.dtype) -> AbstractContextManager[object]:
    """Mixed precision around a loss function: products in `dtype`, sums and losses in float32."""
    return torch.autocast(device.type, dtype=dtype) if dtype == torch.bfloat16 else nullcontext()


def dtype_name(dtype: torch.dtype) -> str:
    """ "float32" for torch.float32."""
    return str(dtype).removeprefix("torch.")


def choose_device(device: str | torch.device | None) -> torch.device:
    """The device asked for; else CUDA, else Apple's MPS, else the CPU. Raises InputError for one that is not here."""
    if device is not None:
        try:
            return torch.empty(0, device=device).device
        except (RuntimeError, AssertionError, TypeError) as error:  # torch's ways to say so
            problem = str(error).splitlines()[0]
            raise InputError("training.no_device", got=device, problem=problem) from None
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
