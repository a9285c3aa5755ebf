from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction

from tests import people
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.plans.actions import resolve_contradiction as action
from zhaohui.county.plans.actions.resolve_contradiction import Decision, resolve_contradiction
from zhaohui.county.plans.errors import (
    DecidedMeanwhileError,
    DecisionError,
    NoSuchContradictionError,
)
from zhaohui.county.plans.models import Resolution
from zhaohui.county.plans.queries import history, resolutions

pytestmark = pytest.mark.django_db
DECISION = Decision(
    choice="first", reading="按表内目标考核", reason="约束性指标在前", first_quote="表内几个字", second_quote="专栏几个字"
)  # fmt: skip


@pytest.fixture
def pack(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return current_pack()


@pytest.fixture
def planner(pack):
    return people.actor(people.officer("planner", pack.code))


def decide(actor, pack, decision=DECISION, number="E01"):
    plan = pack.plan()
    return resolve_contradiction(
        actor, pack=pack, plan_id=plan.id, contradiction=number, decision=decision
    )


def store(pack, lines):
    folder = settings.DATA_DIR / "plans"
    folder.mkdir()
    text = [""] * pack.plan().manifest.lines
    for number, words in lines.items():
        text[number - 1] = words
    (folder / f"{pack.plan().id}.txt").write_text("\n".join(text), "utf-8")


def test_the_decision_cites_both_places_and_is_audited(planner, pack):
    made = decide(planner, pack)
    row = next(r for r in pack.plan().inconsistencies if r.id == "E01")
    assert (made.first_line, made.second_line) == (row.line_a, row.line_b)
    assert resolutions(pack.plan().id) == {"E01": made}
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id) == ("plan.resolve", planner.user_id)


def test_a_later_decision_supersedes_and_keeps_the_first(planner, pack):
    first = decide(planner, pack)
    second = decide(planner, pack, replace(DECISION, choice="both"))
    assert second.supersedes == first
    assert resolutions(pack.plan().id)["E01"] == second
    assert list(history(pack.plan().id, "E01")) == [second, first]


@pytest.mark.parametrize(
    "change",
    [{"choice": "third"}, {"reading": ""}, {"reason": "因"}, {"first_quote": ""}, {"second_quote": "字" * 61}],
)  # fmt: skip
def test_an_incomplete_decision_names_its_field_and_stores_nothing(planner, pack, change):
    with pytest.raises(DecisionError) as error:
        decide(planner, pack, replace(DECISION, **change))
    assert list(error.value.faults) == list(change)
    assert not Resolution.objects.exists()
    assert not Entry.objects.exists()


def test_words_that_the_text_does_not_have_there_are_refused(planner, pack):
    row = next(r for r in pack.plan().inconsistencies if r.id == "E01")
    store(
        pack, {row.line_a: "前 表内几个字 后", row.line_b: "别的话", row.line_b + 60: "专栏几个字"}
    )
    with pytest.raises(DecisionError) as error:
        decide(planner, pack)
    assert list(error.value.faults) == ["second_quote"]
    assert decide(planner, pack, replace(DECISION, second_quote="别的")).pk


def test_only_the_planner_decides(pack):
    for post in ("leader", "department-officer", "auditor"):
        with pytest.raises(NotVisible):
            decide(people.actor(people.officer(post, pack.code)), pack)
    with pytest.raises(NotVisible):
        decide(system_actor("nightly"), pack)


def test_an_unknown_number_is_said(planner, pack):
    with pytest.raises(NoSuchContradictionError):
        decide(planner, pack, number="E999")


def test_of_two_at_once_the_second_is_told(planner, pack, monkeypatch):
    decide(planner, pack)
    nothing = Resolution.objects.none()
    monkeypatch.setattr(action, "history", lambda *_: nothing)  # she read before the other wrote
    with pytest.raises(DecidedMeanwhileError), transaction.atomic():
        decide(planner, pack)
    assert Resolution.objects.count() == Entry.objects.count() == 1
