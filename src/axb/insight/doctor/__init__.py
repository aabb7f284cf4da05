"""The doctor for trainings: what is wrong, the evidence, what it means, what to do."""

from axb.insight.doctor.callback import Doctor
from axb.insight.doctor.evidence import Broken, Ending, Entering, Evidence
from axb.insight.doctor.examining import examine
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.own import Practice, doctor
from axb.insight.doctor.record import evidence_of, record_facts, record_findings
from axb.insight.doctor.telling import rows

__all__ = [
    "Broken", "Doctor", "Ending", "Entering", "Evidence", "Finding", "Practice", "doctor", "evidence_of", "examine",
    "record_facts", "record_findings", "rows",
]  # fmt: skip
