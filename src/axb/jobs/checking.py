"""Values that shall be varied, tried out before anything is trained with them."""

from axb.data import Dataset, load
from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.jobs.varying import varied
from axb.races.domains import Domain


def check_values(job: Job, name: str, values: Domain, data: Dataset | None = None) -> None:
    """Prepare `job` with each of the values: some hundredths of a second each. data: the job's, where it is at hand.

    Raises InputError, as a race or a sweep would after it has begun, for the first that can't be.
    """
    loaded = data or load(job.data)
    for value in values.values:
        one = varied(job, {name: value})
        prepare(one, loaded if one.data == job.data else None)
