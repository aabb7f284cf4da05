"""Trainings told in words: MODEL on DATA with settings. What is said is all that resuming needs.

Names are imported when they are first used: who only asks for trainings (`axb.jobs.queue`) does without PyTorch.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from axb.jobs.doctoring import doctors, examined
    from axb.jobs.evaluating import evaluate
    from axb.jobs.evaluating_on import OnData, evaluate_on
    from axb.jobs.exporting import FORMS, export
    from axb.jobs.job import Job, job_of
    from axb.jobs.making import Made, generate, make
    from axb.jobs.measuring import measure
    from axb.jobs.models import build
    from axb.jobs.naming import free_name
    from axb.jobs.onnx_exporting import export_onnx
    from axb.jobs.predicting import Predictor
    from axb.jobs.preparing import Prepared, prepare
    from axb.jobs.proving import Proof, prove
    from axb.jobs.rates import find_rate
    from axb.jobs.running import Outcome, carry_out, resume, train
    from axb.jobs.sweeping import sweep
    from axb.jobs.trained import trained_model

_NAMES = {
    "FORMS": "exporting", "export": "exporting", "export_onnx": "onnx_exporting", "Job": "job", "job_of": "job",
    "measure": "measuring",
    "build": "models", "free_name": "naming", "Prepared": "preparing", "prepare": "preparing",
    "Outcome": "running", "carry_out": "running", "resume": "running", "train": "running", "sweep": "sweeping",
    "trained_model": "trained", "Predictor": "predicting",
    "find_rate": "rates", "Proof": "proving", "prove": "proving", "examined": "doctoring", "doctors": "doctoring",
    "Made": "making", "generate": "making", "make": "making", "evaluate": "evaluating",
    "evaluate_on": "evaluating_on", "OnData": "evaluating_on",
}  # fmt: skip
__all__ = [
    "FORMS", "Job", "Made", "OnData", "Outcome", "Predictor", "Prepared", "Proof", "build", "carry_out", "doctors",
    "evaluate", "evaluate_on", "examined", "export", "export_onnx", "find_rate", "free_name", "generate", "job_of",
    "make", "measure", "prepare", "prove", "resume", "sweep", "train", "trained_model",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module 'axb.jobs' has no attribute {name!r}")
    return getattr(importlib.import_module(f"axb.jobs.{_NAMES[name]}"), name)
