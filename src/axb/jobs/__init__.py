"""Trainings told in words: MODEL on DATA with settings. What is said is all that resuming needs."""

from axb.jobs.exporting import FORMS, export
from axb.jobs.job import Job, job_of
from axb.jobs.measuring import measure
from axb.jobs.models import build
from axb.jobs.naming import free_name
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.running import Outcome, carry_out, resume, train
from axb.jobs.trained import trained_model

__all__ = [
    "FORMS", "Job", "Outcome", "Prepared", "build", "carry_out", "export", "free_name", "job_of", "measure",
    "prepare", "resume", "train", "trained_model",
]  # fmt: skip
