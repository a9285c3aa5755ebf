"""The library's worker loop, with signs of life, a reaper, bounded attempts, and news of the cases' steps."""

from __future__ import annotations

import logging
import threading
from types import TracebackType
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhaohui.county.cases.actions.tell_steps import tell_steps
from zhaohui.county.jobs.actions.reap import reap
from zhaohui.county.jobs.attempts import again_or_failed
from zhaohui.county.jobs.lease import BEAT_SECONDS
from zhaohui.county.jobs.models import Beat
from zhaohui.county.jobs.running import run_once

logger = logging.getLogger(__name__)


class CountyWorker(Worker):
    """Runs jobs until it is told to stop, or until none is ready (`once`)."""

    def __init__(self, *, queues: list[str], once: bool) -> None:
        super().__init__(
            queue_names=queues,
            interval=1.0,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.done = self.again = self.failed = 0

    def run(self) -> None:
        """Tell what was not told yet, then work through the queue; a second thread says that this worker lives."""
        tell_steps()
        with Heart(self.worker_id):
            super().run()

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        """Run one claimed job; what it raises is the job's trouble, not the worker's."""
        self.running_task = True
        try:
            db_task_result.set_successful(run_once(db_task_result))
            self.done += 1
        except BaseException as error:  # noqa: BLE001 - the outermost boundary of a job
            logger.warning("job %s: %s", db_task_result.pk, type(error).__name__)
            if again_or_failed(db_task_result, error):
                self.again += 1
            else:
                self.failed += 1
        finally:
            self.running_task = False


class Heart:
    """A thread that beats, reaps and tells of steps every ten seconds for as long as the block runs."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="heart", daemon=True)

    def __enter__(self) -> None:
        beat(self._worker)
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
        Beat.objects.filter(worker=self._worker).delete()

    def _work(self) -> None:
        try:
            while not self._stop.wait(BEAT_SECONDS):
                try:
                    beat(self._worker)
                    reap()
                    tell_steps()
                except OperationalError as error:
                    # A long transaction of another writer: the lease leaves room for later beats.
                    logger.warning("heart: %s", error)
        finally:
            connection.close()


def beat(worker: str) -> None:
    """Say that the worker lives."""
    Beat.objects.update_or_create(worker=worker, defaults={"at": timezone.now()})
