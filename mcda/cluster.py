"""The same sampling on many machines, by Dask: jobs of whole blocks, parts merged in the order of the blocks.

A block's draws are a pure function of the seed and its number, so who draws it does not matter: counts are the same
to the last digit as in one process, and blocks of a worker that is lost are drawn again elsewhere.
"""

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from mcda.errors import ArgumentError, McdaError
from mcda.robustness.sampling import Job, Part, Trial, run_job

JOB_DRAWS = 10_000_000
"""Draws of a job: sharing out costs some ten milliseconds, drawing these takes seconds (weights alone) to minutes."""
RETRIES = 5
AT_ONCE = 64
"""Jobs that wait on the scheduler at once; cancelling loses at most these."""


class Cluster:
    """A runner for `acceptability(..., runner=cluster, job_draws=...)`.

    Examples
    --------
    ::

        with Cluster("tcp://scheduler:8786") as cluster:
            mcda.acceptability(case, draws=1_000_000_000, runner=cluster, job_draws=JOB_DRAWS)
    """

    def __init__(self, address: str | None = None, workers: int = 2, timeout: float = 10.0) -> None:
        """Connect to the scheduler at `address`; without one, start a local cluster of `workers` processes.

        `timeout` is how many seconds to wait for the scheduler.

        Raises
        ------
        ArgumentError
            If no scheduler answers there, or the extra `cluster` is not installed.
        """
        self._local: Any = None
        try:
            from distributed import Client, LocalCluster  # noqa: PLC0415  an extra, and slow to load
        except ImportError:
            raise ArgumentError(
                "Sampling on a cluster needs Dask: pip install 'export-control-mcda[cluster]'."
            ) from None
        if address is None:
            self._local = LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
            )
        try:
            self.client: Client = Client(self._local or address, timeout=timeout)
        except (OSError, ValueError, TimeoutError) as error:
            raise ArgumentError(f"No scheduler answers at {address}: {error}") from None

    def __call__(self, trial: Trial, jobs: list[Job]) -> Iterator[Part]:
        """Parts of the jobs in their order. Jobs that nobody waits for any more are cancelled.

        Raises
        ------
        McdaError
            If a job fails on every worker that tries it.
        """
        sent = self.client.scatter(trial, broadcast=True, hash=False)
        waiting: list[Any] = []
        coming = iter(jobs)
        try:
            for job in coming:
                waiting.append(self._submitted(sent, job))
                if len(waiting) >= AT_ONCE:
                    break
            while waiting:
                yield self._part(waiting.pop(0))
                following = next(coming, None)
                if following is not None:
                    waiting.append(self._submitted(sent, following))
        finally:
            self.client.cancel(waiting)

    def _submitted(self, trial: Any, job: Job) -> Any:
        return self.client.submit(run_job, trial, job, pure=False, retries=RETRIES)

    def _part(self, future: Any) -> Part:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            part: Part = future.result()
        except KilledWorker as error:
            raise McdaError(f"The cluster lost {RETRIES + 1} workers on the same draws: {error}") from None
        return part

    def close(self) -> None:
        """Leave the cluster, and stop it if it was started here."""
        self.client.close()
        if self._local is not None:
            self._local.close()

    def __enter__(self) -> Self:
        """The cluster itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it."""
        self.close()
