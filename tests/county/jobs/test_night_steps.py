"""What the night removes is what ran out, and nothing else; the removal is on record."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import people
from tests.county.jobs.tasks import note, refuse
from tests.county.jobs.work import work
from zhaohui.county.accounts.actions.drop_expired import drop_expired
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import Invitation
from zhaohui.county.audit.models import Entry
from zhaohui.county.forms.actions.drop_old_drafts import drop_old_drafts
from zhaohui.county.forms.models import Draft
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.models import Job
from zhaohui.county.jobs.nightly.steps import drop_results, drop_sessions

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")
YEAR = dt.timedelta(days=365)


def draft(owner, form, *, age, submitted=False):
    row = Draft.objects.create(
        owner=owner,
        form=form,
        pack_version="x",
        purpose="application",
        answers_sealed=b"sealed",
        step="1",
        submitted_at=timezone.now() if submitted else None,
    )
    Draft.objects.filter(pk=row.pk).update(updated_at=timezone.now() - age)
    return row


def test_only_old_open_drafts_go():
    owner = people.user("owner")
    draft(owner, "old", age=YEAR)
    draft(owner, "young", age=dt.timedelta(days=1))
    draft(owner, "submitted", age=YEAR, submitted=True)
    assert drop_old_drafts(ACTOR, older_than=dt.timedelta(days=180)) == 1
    assert set(Draft.objects.values_list("form", flat=True)) == {"young", "submitted"}
    assert Entry.objects.filter(action="draft.write").count() == 1
    assert drop_old_drafts(ACTOR, older_than=dt.timedelta(days=180)) == 0


def test_only_long_expired_unused_invitations_go():
    inviter, taker = people.user("inviter"), people.user("taker")
    for name, age, accepted in (("gone", 60, None), ("lately", 2, None), ("used", 60, taker)):
        Invitation.objects.create(
            token_hash=name,
            name=name,
            department="模拟单位",
            post="x",
            area="1",
            invited_by=inviter,
            expires_at=timezone.now() - dt.timedelta(days=age),
            accepted_by=accepted,
        )
    assert drop_expired(ACTOR)["invitations"] == 1
    assert set(Invitation.objects.values_list("name", flat=True)) == {"lately", "used"}
    assert Entry.objects.filter(action="officer.drop_expired").count() == 1
    drop_expired(ACTOR)
    assert Entry.objects.filter(action="officer.drop_expired").count() == 1


def test_sign_ins_that_ran_out_go():
    for key, days in (("old", -1), ("running", 1)):
        Session.objects.create(
            session_key=key,
            session_data="",
            expire_date=timezone.now() + dt.timedelta(days=days),
        )
    assert drop_sessions() == {"dropped": 1}
    assert Session.objects.get().session_key == "running"


def test_results_of_a_month_ago_go_but_keys_and_failures_stay():
    done = enqueue(note, key="note:1", title="记一笔", number=1)
    failed = enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    work()
    assert drop_results() == {"dropped": 0}
    DBTaskResult.objects.update(finished_at=timezone.now() - YEAR)
    assert drop_results() == {"dropped": 1}
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [failed.result_id]
    assert enqueue(note, key="note:1", title="记一笔", number=1) == done
    assert Job.objects.count() == 2
    work()
    assert Entry.objects.filter(subject_kind="case").count() == 1
