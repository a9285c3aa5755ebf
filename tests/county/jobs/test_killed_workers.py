"""Real workers, really killed (SIGKILL): whatever they were at is done once, and only once."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from zhaohui.county.stress.own_store import own_store

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
ZHAOHUI = Path(sys.executable).parent / "zhaohui"
SECONDS = 60
START = "import datetime as dt, django; django.setup()\n"
ENQUEUE = (
    START
    + """
from tests.county.jobs import tasks
from zhaohui.county.jobs.actions.enqueue import enqueue
for number in range({count}):
    enqueue(tasks.{task}, key=f"{task}:{{number}}", title="记一笔", number=number, **{more!r})
"""
)
REAP = (
    START
    + """
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from zhaohui.county.jobs.actions.reap import reap
print(reap(lease=dt.timedelta()).put_back)
DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
"""
)
LOOK = (
    START
    + """
import collections, orjson
from django_tasks_db.models import DBTaskResult
from zhaohui.county.audit.models import Entry
from zhaohui.county.jobs.models import Job
entries = Entry.objects.filter(subject_kind="case").values_list("subject_id", flat=True)
print(orjson.dumps({
    "effects": collections.Counter(entries),
    "states": collections.Counter(DBTaskResult.objects.order_by().values_list("status", flat=True)),
    "done": Job.objects.filter(done_at__isnull=False).count(),
}).decode())
"""
)


@pytest.fixture
def store(monkeypatch):
    """The environment of a county of its own, on SQLite as in service or on the tests' PostgreSQL."""
    if address := os.environ.get("ZHAOHUI_TEST_DATABASE"):
        monkeypatch.setenv("ZHAOHUI_DATABASE", address)
    with own_store() as environment:
        environment["PYTHONPATH"] = str(ROOT)
        python(
            "from zhaohui.cli.django_setup import start_county as s; s(make_tables=True)",
            environment,
        )
        yield environment


def python(code, store):
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=store,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def look(store):
    return orjson.loads(python(LOOK, store))


@contextlib.contextmanager
def worker(store):
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([ZHAOHUI, "work"], env=store, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(happened, process):
    end = time.monotonic() + SECONDS
    while not happened():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "it did not happen within a minute"
        time.sleep(0.05)


def test_killed_in_the_middle_of_a_job_it_is_put_back_and_done_once(store, tmp_path):
    python(ENQUEUE.format(count=1, task="note_slowly", more={"folder": str(tmp_path)}), store)
    with worker(store) as process:
        wait_for((tmp_path / "written").exists, process)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    left = look(store)
    assert (left["effects"], left["states"]) == ({}, {"RUNNING": 1})
    assert python(REAP, store).strip() == "1"
    done = subprocess.run([ZHAOHUI, "work", "--once", "--json"], env=store, cwd=ROOT, capture_output=True, check=True)  # fmt: skip
    assert orjson.loads(done.stdout) == {"done": 1, "again": 0, "failed": 0}
    assert look(store) == {"effects": {"0": 1}, "states": {"SUCCESSFUL": 1}, "done": 1}


def test_workers_killed_at_any_moment_do_each_job_once(store):
    """Also with no lease at all, so that jobs are taken from workers that still live."""
    count = 60
    python(ENQUEUE.format(count=count, task="note", more={}), store)
    draw = random.Random(1)
    for _ in range(4):
        with worker(store), worker(store):
            time.sleep(1.2 + draw.random())
            python(REAP, store)
    python(REAP, store)
    subprocess.run(
        [ZHAOHUI, "work", "--once"], env=store, cwd=ROOT, check=True, capture_output=True
    )
    assert look(store) == {
        "effects": {str(number): 1 for number in range(count)},
        "states": {"SUCCESSFUL": count},
        "done": count,
    }
