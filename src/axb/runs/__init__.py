"""The run store: one database and folders of checkpoints, where trainers write and everyone reads."""

from axb.runs.artifacts import Artifact, ArtifactInfo
from axb.runs.checkpoints import Checkpoint
from axb.runs.commands import Command
from axb.runs.decisions import Decision
from axb.runs.disk import DiskError
from axb.runs.home import home
from axb.runs.run import Run
from axb.runs.store import Store

__all__ = [
    "Artifact",
    "ArtifactInfo",
    "Checkpoint",
    "Command",
    "Decision",
    "DiskError",
    "Run",
    "Store",
    "home",
]
