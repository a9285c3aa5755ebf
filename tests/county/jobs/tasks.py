"""Tasks for the tests: their effect is an audit entry, which is counted afterwards."""

import os
import time
from pathlib import Path

from django.db import transaction
from django_tasks import task

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.record import record
from zhaohui.errors import ZhaohuiError

ACTOR = system_actor("test")


@task()
def note(number):
    record(ACTOR, "job.retry", subject=("case", number))


@task(queue_name="long")
def long_note(number):
    with transaction.atomic():
        record(ACTOR, "job.retry", subject=("case", number))


@task()
def note_slowly(number, folder):
    """Say in `folder` that the effect is written, and wait there the first time."""
    record(ACTOR, "job.retry", subject=("case", number))
    written = Path(folder) / "written"
    if not written.exists():
        written.write_text(str(os.getpid()))
        time.sleep(60)


@task()
def fail(number):
    record(ACTOR, "job.retry", subject=("case", number))
    raise ConnectionError("name of a person")


@task()
def refuse(number):
    raise ZhaohuiError("The case is closed.")
