"""What can go wrong with a job, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class WorkerDiedError(ZhaohuiError):
    """The worker ended in the middle of the job, each time."""

    code = "worker-died"
    status = 500


class JobStateError(ZhaohuiError):
    """Only a failed job can be put back."""

    code = "job-state"
    status = 409


class NightTakenError(ZhaohuiError):
    """Another `zhaohui nightly` is at work on the same data."""

    code = "night-taken"
    exit_code = 3
