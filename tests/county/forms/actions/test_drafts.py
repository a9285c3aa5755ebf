"""A draft is kept sealed, continued, submitted once or thrown away, by its owner alone."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.people import actor, officer, resident, user
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.actions.submit_draft import submit_draft
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import ChangedElsewhere, NoSuchForm, NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.queries import sitting_for, visible_to
from zhaohui.county.registry.models import Person

ACTION = "draft.write"


@pytest.fixture
def she(county):
    return actor(resident(Person.objects.order_by("pk").first()))


@pytest.fixture
def sitting(she):
    return sitting_for("family", "application", person_id=she.person_id)


def keep(she, sitting, answers, version=None):
    errand = Errand(ACTION, "application", she.person_id)
    return save_draft(she, sitting, answers, errand=errand, version=version)


def filled(sitting):
    answers = sitting.begin()
    answers.members[0]["出生日期"] = "1950-02-03"
    answers.own |= {"联系电话": "0839-1234567"}
    answers.step = "end"
    return answers


def test_it_continues_where_it_was_left(she, sitting):
    answers = sitting.begin()
    answers.own["补充说明"] = "住在坡上"
    answers.step = "contact"
    keep(she, sitting, answers)
    draft, again = open_draft(she, sitting, errand=Errand(ACTION, "application", she.person_id))
    assert (draft.step, again.step, again.own) == ("contact", "contact", {"补充说明": "住在坡上"})


def test_what_the_registry_knows_is_there_with_its_source(she, sitting):
    assert sitting.known
    _draft, answers = open_draft(she, sitting, errand=Errand(ACTION, "application", she.person_id))
    for (member, name), known in sitting.known.items():
        assert member == 0
        assert answers.members[0][name] == known.text
        assert known.department


def test_answers_are_sealed_in_the_database(she, sitting):
    answers = sitting.begin()
    answers.own["补充说明"] = "住在坡上"
    draft = keep(she, sitting, answers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM forms_draft WHERE id = %s", [draft.pk])
        row = cursor.fetchone()
    for value in row:
        stored = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        assert "住在坡上".encode() not in stored
    assert open_answers(draft, sitting).own == {"补充说明": "住在坡上"}


def test_each_step_leaves_an_audit_entry_without_values(she, sitting):
    answers = sitting.begin()
    answers.own["补充说明"] = "住在坡上"
    draft = keep(she, sitting, answers)
    draft = keep(she, sitting, filled(sitting), draft.version)
    submit_draft(she, draft.pk, sitting, version=draft.version)
    told = [
        (e.action, e.subject_kind, e.subject_id, e.purpose) for e in Entry.objects.order_by("seq")
    ]
    assert told == [(ACTION, "person", str(she.person_id), "家庭情况表")] * 3
    assert not Entry.objects.filter(fields__contains="住在坡上").exists()


def test_two_devices_do_not_overwrite_one_another(she, sitting):
    first = keep(she, sitting, sitting.begin())
    keep(she, sitting, filled(sitting), first.version)
    with pytest.raises(ChangedElsewhere):
        keep(she, sitting, sitting.begin(), first.version)
    with pytest.raises(ChangedElsewhere):
        keep(she, sitting, sitting.begin())
    assert Draft.objects.count() == 1


def test_the_database_allows_one_open_draft(she, sitting):
    draft = keep(she, sitting, sitting.begin())
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_submitting_judges_the_whole_once_more(she, sitting):
    answers = filled(sitting)
    answers.own["联系电话"] = "12"
    draft = keep(she, sitting, answers)
    with pytest.raises(NotComplete) as refused:
        submit_draft(she, draft.pk, sitting, version=draft.version)
    assert [problem.id for problem in refused.value.problems] == ["row-home-own5"]
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_submitted_is_submitted(she, sitting):
    draft = keep(she, sitting, filled(sitting))
    draft = submit_draft(she, draft.pk, sitting, version=draft.version)
    assert draft.submitted_at
    with pytest.raises(ChangedElsewhere):
        submit_draft(she, draft.pk, sitting, version=draft.version)
    with pytest.raises(ChangedElsewhere):
        discard_draft(she, draft.pk)
    again = keep(she, sitting, sitting.begin())
    assert again.pk != draft.pk


def test_a_discarded_draft_is_gone(she, sitting):
    draft = keep(she, sitting, sitting.begin())
    discard_draft(she, draft.pk)
    assert not Draft.objects.exists()
    assert Entry.objects.order_by("-seq").first().purpose == "作废草稿"


def test_nobody_else_sees_or_changes_it(she, sitting):
    draft = keep(she, sitting, filled(sitting))
    village = Person.objects.get(pk=she.person_id).village
    for other in (actor(user("stranger")), actor(officer("village-worker", village))):
        assert draft not in visible_to(other, ACTION)
        for attempt in (
            lambda other=other: submit_draft(other, draft.pk, sitting, version=draft.version),
            lambda other=other: discard_draft(other, draft.pk),
        ):
            with pytest.raises(NotVisible):
                attempt()
    assert list(visible_to(she, ACTION)) == [draft]


def test_an_officer_may_not_keep_a_residents_draft(county, sitting):
    worker = actor(officer("village-worker", "000000000000"))
    with pytest.raises(NotVisible):
        save_draft(
            worker, sitting, sitting.begin(), errand=Errand(ACTION, "application"), version=None
        )


def test_a_changed_form_asks_again(she, sitting):
    from dataclasses import replace

    answers = sitting.begin()
    answers.own["补充说明"] = "住在坡上"
    draft = keep(she, sitting, answers)
    pages = tuple(p for p in sitting.sheet.pages if p.step.id != "contact")
    shorter = replace(sitting, sheet=replace(sitting.sheet, pages=pages))
    assert open_answers(draft, shorter) == shorter.begin()


@pytest.mark.parametrize(
    ("form", "use"), [("check", "application"), ("none", "check"), ("family", "survey")]
)
def test_a_form_serves_only_its_uses(db, form, use):
    with pytest.raises(NoSuchForm):
        sitting_for(form, use)
