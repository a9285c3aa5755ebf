"""A helper fills in for the giver of her mandate: the draft is the giver's, and the helper's reach ends with it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import people
from tests.people import actor
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.bind_account import bind_account
from zhaohui.county.accounts.actions.delete_account import delete_account
from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.actions.revoke_mandate import revoke_mandate
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Mandate
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.queries import uses_of
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.actions.read_application import read_application
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.actions.submit_draft import submit_draft
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE, Errand
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import (
    application_of,
    applications_with_forms,
    sitting_for,
    visible_to,
)
from zhaohui.county.registry.models import Person

EARLIER = dt.timedelta(days=1)


@pytest.fixture
def giver(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def holder(giver):
    return people.helper(giver)


@pytest.fixture
def sitting(giver):
    return sitting_for("family", APPLICATION, person_id=giver.pk)


def errand(giver):
    return Errand(DRAFT_WRITE, APPLICATION, giver.pk)


def keep(who, sitting, giver, *, version=None, note="住在坡上"):
    answers = sitting.begin()
    answers.members[0]["出生日期"] = "1950-02-03"
    answers.own |= {"联系电话": "0839-1234567", "补充说明": note}
    answers.step = "end"
    return save_draft(who, sitting, answers, errand=errand(giver), version=version)


def revoked(holder):
    Mandate.objects.filter(holder=holder).update(revoked_at=timezone.now())


def expired(holder):
    Mandate.objects.filter(holder=holder).update(until=county_today() - EARLIER)


def test_the_draft_is_the_giver_s_and_she_goes_on(giver, holder, sitting):
    draft = keep(actor(holder), sitting, giver)
    assert (draft.subject_id, draft.owner_id, draft.saved_by_id) == (giver.pk, holder.pk, holder.pk)
    she = actor(people.resident(giver))
    found, answers = open_draft(she, sitting, errand=errand(giver))
    assert (found.pk, answers.own["补充说明"]) == (draft.pk, "住在坡上")
    draft = keep(she, sitting, giver, version=draft.version, note="搬到街上")
    assert (draft.owner_id, draft.saved_by_id) == (holder.pk, she.user_id)
    _found, answers = open_draft(actor(holder), sitting, errand=errand(giver))
    assert answers.own["补充说明"] == "搬到街上"
    assert Draft.objects.count() == 1


def test_what_the_registry_knows_of_the_giver_is_there(giver, holder, sitting):
    _draft, answers = open_draft(actor(holder), sitting, errand=errand(giver))
    assert sitting.known
    for (member, name), known in sitting.known.items():
        assert answers.members[member][name] == known.text


@pytest.mark.parametrize("end", [revoked, expired])
def test_when_the_mandate_ends_everything_ends_at_once(giver, holder, sitting, end):
    draft = keep(actor(holder), sitting, giver)
    end(holder)
    helper = actor(holder)
    assert not visible_to(helper, DRAFT_WRITE).exists()
    assert applications_with_forms(helper, giver.pk) == []
    for attempt in (
        lambda: application_of(helper, draft.pk),
        lambda: read_application(helper, draft, sitting),
        lambda: open_draft(helper, sitting, errand=errand(giver)),
        lambda: keep(helper, sitting, giver, version=draft.version),
        lambda: keep(helper, sitting, giver),
        lambda: submit_draft(helper, draft.pk, sitting, version=draft.version),
        lambda: discard_draft(helper, draft.pk),
    ):
        with pytest.raises(NotVisible):
            attempt()
    she = actor(people.resident(giver))
    assert list(visible_to(she, DRAFT_WRITE)) == [draft]
    assert submit_draft(she, draft.pk, sitting, version=draft.version).submitted_at


def test_each_step_is_told_to_the_giver(giver, holder, sitting):
    helper = actor(holder)
    open_draft(helper, sitting, errand=errand(giver))
    draft = keep(helper, sitting, giver)
    read_application(helper, draft, sitting)
    submit_draft(helper, draft.pk, sitting, version=draft.version)
    told = list(uses_of(giver.pk, without_user=None).filter(action=DRAFT_WRITE).order_by("seq"))
    assert [each.change.partition('"did":"')[2].partition('"')[0] for each in told] == [
        "open",
        "save",
        "read",
        "submit",
    ]
    for entry in told:
        assert (entry.actor_id, entry.actor_kind) == (holder.pk, "resident")
        assert (entry.subject_kind, entry.subject_id) == ("person", str(giver.pk))
        assert entry.purpose == "受委托代办：家庭情况表"
    assert not Entry.objects.filter(change__contains="坡上").exists()


def test_a_mandate_of_one_is_not_one_of_another(giver, holder, sitting, county):
    other = Person.objects.exclude(pk=giver.pk).order_by("pk").first()
    own = sitting_for("family", APPLICATION, person_id=other.pk)
    theirs = keep(actor(people.resident(other)), own, other)
    helper = actor(holder)
    assert theirs not in visible_to(helper, DRAFT_WRITE)
    with pytest.raises(NotVisible):
        open_draft(helper, sitting, errand=errand(other))


def test_a_helper_throws_away_only_what_she_began(giver, holder, sitting):
    she = actor(people.resident(giver))
    draft = keep(she, sitting, giver)
    with pytest.raises(NotVisible):
        discard_draft(actor(holder), draft.pk)
    discard_draft(she, draft.pk)
    discard_draft(actor(holder), keep(actor(holder), sitting, giver).pk)
    discard_draft(she, keep(actor(holder), sitting, giver).pk)
    assert not Draft.objects.exists()


def test_one_who_helps_two_keeps_them_apart(giver, holder, sitting):
    other = Person.objects.exclude(pk=giver.pk).order_by("pk").first()
    Mandate.objects.create(
        giver=other,
        holder=holder,
        code_hash="second",
        accepted_at=timezone.now(),
        until="2999-01-01",
    )
    helper = actor(holder)
    first = keep(helper, sitting, giver)
    second = keep(helper, sitting_for("family", APPLICATION, person_id=other.pk), other)
    assert [draft.pk for draft, _ in applications_with_forms(helper, giver.pk)] == [first.pk]
    assert [draft.pk for draft, _ in applications_with_forms(helper, other.pk)] == [second.pk]
    assert applications_with_forms(helper, None) == []


def test_the_database_allows_one_open_application_of_a_person(giver, holder, sitting):
    draft = keep(actor(holder), sitting, giver)
    draft.pk, draft.owner = None, people.user("another")
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_it_outlives_the_helper_s_account_and_the_giver_s_open_ones_go_with_hers(
    giver, holder, sitting
):
    draft = keep(actor(holder), sitting, giver)
    delete_account(actor(holder))
    draft.refresh_from_db()
    assert draft.owner_id is None
    account = people.resident(giver)
    assert list(visible_to(actor(account), DRAFT_WRITE)) == [draft]
    delete_account(actor(account))
    assert not Draft.objects.exists()


def test_what_was_submitted_stays_when_the_account_goes(giver, sitting):
    account = people.resident(giver)
    draft = keep(actor(account), sitting, giver)
    submit_draft(actor(account), draft.pk, sitting, version=draft.version)
    delete_account(actor(account))
    assert Draft.objects.get().subject_id == giver.pk


def test_begun_before_she_was_bound_it_becomes_hers(giver):
    account = people.user("loose")
    loose = sitting_for("family", APPLICATION)
    answers = loose.begin()
    answers.set_count(1)
    answers.own["补充说明"] = "住在坡上"
    draft = save_draft(
        actor(account), loose, answers, errand=Errand(DRAFT_WRITE, APPLICATION), version=None
    )
    clerk = actor(people.officer("window-clerk", giver.town))
    code = issue_binding_code(clerk, giver.pk, card_checked=True)
    bind_account(actor(account), code)
    account.refresh_from_db()
    sitting = sitting_for("family", APPLICATION, person_id=giver.pk)
    found, answers = open_draft(actor(account), sitting, errand=errand(giver))
    assert (found.pk, answers.own["补充说明"]) == (draft.pk, "住在坡上")
    assert keep(actor(account), sitting, giver, version=found.version).subject_id == giver.pk


def test_revoking_is_seen_by_the_next_request(giver, holder, sitting):
    draft = keep(actor(holder), sitting, giver)
    revoke_mandate(actor(people.resident(giver)), Mandate.objects.get().pk)
    assert actor(holder).mandators == ()
    with pytest.raises(NotVisible):
        application_of(actor(holder), draft.pk)
