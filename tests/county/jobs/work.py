"""A worker inside a test's own transaction."""

from unittest.mock import patch

from zhaohui.county.jobs.worker import CountyWorker

RENEW = "django_tasks_db.management.commands.db_worker.close_old_connections"


def work():
    """Do every job that is ready and return the worker, which counted them.

    The library's loop renews its connection; a test's transaction would end with it.
    """
    worker = CountyWorker(queues=["*"], once=True)
    with patch(RENEW):
        worker.run()
    return worker
