"""A job by its key: asked for once, done once, tried a bounded number of times, then visible."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.county.jobs.tasks import fail, long_note, note, refuse
from tests.county.jobs.work import work
from zhaohui.county.accounts.actor import EVERYWHERE, PUBLIC, Actor, Grant
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.actions.put_back import put_back
from zhaohui.county.jobs.actions.reap import reap
from zhaohui.county.jobs.errors import JobStateError
from zhaohui.county.jobs.lease import MOST_ATTEMPTS, delay_after
from zhaohui.county.jobs.models import Beat, Job
from zhaohui.county.jobs.queries import failed_jobs, job_counts, visible_to
from zhaohui.county.jobs.running import run_once
from zhaohui.county.jobs.worker import beat

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(hours=1)
ADMIN = Actor("officer", label="账户管理员", grants=tuple(
    Grant(action, *EVERYWHERE) for action in ("job.read", "job.retry")
))  # fmt: skip


def entries(number):
    return Entry.objects.filter(subject_kind="case", subject_id=str(number)).count()


def claimed(job, worker="gone", *, since=LONG_AGO):
    """The row as a worker leaves it that is killed right after it claimed the job."""
    row = DBTaskResult.objects.get(pk=job.result_id)
    row.claim(worker)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - since)
    row.refresh_from_db()
    return row


def due_now():
    DBTaskResult.objects.update(run_after=timezone.now() - LONG_AGO)


def test_a_job_is_done_and_its_key_is_kept():
    job = enqueue(note, key="note:1", title="记一笔", number=1)
    assert work().done == 1
    job.refresh_from_db()
    assert job.done_at
    assert entries(1) == 1


def test_the_same_key_is_the_same_job():
    first = enqueue(note, key="note:1", title="记一笔", number=1)
    assert enqueue(note, key="note:1", title="记一笔", number=99) == first
    work()
    assert enqueue(note, key="note:1", title="记一笔", number=1) == first
    assert work().done == 0
    assert (entries(1), entries(99)) == (1, 0)


def test_a_job_of_a_case_that_fails_is_not_there():
    def act():
        with transaction.atomic():
            enqueue(note, key="note:1", title="记一笔", number=1)
            raise JobStateError("the case can't be stored")

    with pytest.raises(JobStateError):
        act()
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("task", [note, long_note])
def test_killed_after_its_effect_it_is_not_done_twice(task):
    job = enqueue(task, key="note:1", title="记一笔", number=1)
    run_once(claimed(job))  # and then the worker is killed, before it could say so
    assert reap().put_back == 1
    due_now()
    assert work().done == 1
    assert entries(1) == 1


def test_a_failing_job_leaves_nothing_and_waits_longer_each_time():
    enqueue(fail, key="fail:1", title="记一笔", number=1)
    waits = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        worker = work()
        assert (worker.again, worker.failed) == ((1, 0) if attempt < MOST_ATTEMPTS else (0, 1))
        waits.append(DBTaskResult.objects.get().run_after - timezone.now())
        due_now()
    assert entries(1) == 0
    assert waits[:4] == sorted(waits[:4])
    assert [delay_after(n).total_seconds() / 60 for n in range(1, 5)] == [1, 4, 16, 64]
    assert work().done == 0
    assert job_counts(ADMIN).failed == 1


def test_what_a_person_must_mend_fails_at_once():
    enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    assert work().failed == 1


def test_a_dead_workers_job_is_given_up_after_the_last_attempt():
    job = enqueue(note, key="note:1", title="记一笔", number=1)
    reaped = []
    for _ in range(MOST_ATTEMPTS):
        claimed(job)
        reaped.append(reap())
    assert [each.put_back for each in reaped] == [1] * (MOST_ATTEMPTS - 1) + [0]
    assert reaped[-1].failed == 1
    assert reap().failed == 0


def test_a_living_workers_job_stays():
    job = enqueue(note, key="note:1", title="记一笔", number=1)
    row = claimed(job, "alive")
    beat("alive")
    assert reap().put_back == 0
    Beat.objects.update(at=timezone.now() - LONG_AGO)
    assert reap().put_back == 1
    row.refresh_from_db()
    assert row.status == "READY"


def test_a_job_that_has_just_been_claimed_stays():
    claimed(enqueue(note, key="note:1", title="记一笔", number=1), since=dt.timedelta())
    assert reap().put_back == 0


def test_a_worker_takes_its_beat_away_when_it_ends():
    work()
    assert not Beat.objects.exists()


def test_an_officer_sees_failed_jobs_and_lets_one_try_again():
    job = enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    work()
    (shown,) = failed_jobs(ADMIN)
    assert (shown.pk, shown.title, shown.error, shown.attempts) == (
        job.pk, "记一笔", "ZhaohuiError", 1,
    )  # fmt: skip
    assert not visible_to(PUBLIC).exists()
    assert job_counts(PUBLIC).failed == 0
    put_back(ADMIN, job_id=job.pk, purpose="案件已重新打开")
    assert job_counts(ADMIN).ready == 1
    assert Entry.objects.filter(action="job.retry", subject_id=str(job.pk)).count() == 1
    with pytest.raises(JobStateError, match="只有失败的任务"):
        put_back(ADMIN, job_id=job.pk, purpose="再试")


def test_trying_again_needs_a_purpose():
    job = enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    work()
    with pytest.raises(JobStateError, match="没有写事由"):
        put_back(ADMIN, job_id=job.pk, purpose="")


@pytest.mark.parametrize("actor", [PUBLIC, Actor("officer", label="村级")])
def test_nobody_else_lets_a_job_try_again(actor):
    job = enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    work()
    with pytest.raises(NotVisible):
        put_back(actor, job_id=job.pk, purpose="试试")
    assert job_counts(ADMIN).failed == 1


def test_a_log_of_a_failing_job_holds_no_personal_data(caplog):
    enqueue(fail, key="fail:1", title="记一笔", number=1)
    work()
    assert "ConnectionError" in caplog.text
    assert "name of a person" not in caplog.text
