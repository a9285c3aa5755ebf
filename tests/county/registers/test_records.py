"""A register's records: entered and changed by its form, seen only by those whose area it is."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.lists.page import read_page
from zhaohui.county.lists.state import read_state
from zhaohui.county.registers.actions.add_record import add_record
from zhaohui.county.registers.actions.change_record import change_record
from zhaohui.county.registers.actions.follow_moves import follow_moves
from zhaohui.county.registers.actions.read_record import read_record
from zhaohui.county.registers.errors import AlreadyRegistered, WrongState
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import record_of, visible_to
from zhaohui.county.registers.record_list import record_list
from zhaohui.county.registry.models import Person

REGISTER = "left-behind-elders"
HELP = "帮着买药"


@pytest.fixture
def register():
    return current_pack().register(REGISTER)


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def worker(elder):
    return actor(officer("village-worker", elder.village))


@pytest.fixture
def neighbour(elder):
    other = Person.objects.exclude(village=elder.village).exclude(village=None).first()
    return actor(officer("village-worker", other.village))


def shown(who, *, size=20, **asked):
    spec = replace(record_list(REGISTER), page_size=size)
    return read_page(spec, who, read_state(spec, asked))


def filled(sitting):
    answers = sitting.begin()
    answers.members[0]["出生日期"] = "1950-02-03"
    answers.own |= {"走访日期": "2026-01-05", "身边照料人": "邻居", "需要的帮助": HELP}
    return answers


def entered(worker, register, elder):
    sitting = sitting_for(register.form, "register", person_id=elder.pk)
    return add_record(worker, register, sitting, filled(sitting), area="", person_id=elder.pk)


def test_a_record_is_entered_where_the_subject_lives(worker, register, elder):
    row = entered(worker, register, elder)
    assert (row.area, row.state, row.person_id) == (elder.village, "on-roster", elder.pk)
    page = shown(worker)
    assert [each["pk"] for each in page.rows] == [row.pk]
    assert page.rows[0]["name"] == elder.name
    columns = {column.name: column for column in record_list(REGISTER).columns}
    assert columns["身边照料人"].show(page.rows[0]) == "邻居"
    assert page.following is None


def test_sensitive_answers_are_sealed(worker, register, elder):
    row = entered(worker, register, elder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_record WHERE id = %s", [row.pk])
        stored = cursor.fetchone()
    text = b"".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in stored
    )
    assert HELP.encode() not in text
    assert HELP.encode("unicode_escape") not in text
    closed = {fact.name for fact in current_pack().facts if fact.privacy == "sensitive"}
    plain = row.values
    for facts in (*plain["members"], plain["living"], plain["registered"]):
        assert not closed & facts.keys()
    answers = read_record(worker, register, row, sitting_for(register.form, "register"))
    assert answers.own["需要的帮助"] == HELP


def test_a_neighbour_gets_nothing(worker, neighbour, register, elder):
    row = entered(worker, register, elder)
    assert not visible_to(neighbour, "record.read").exists()
    assert shown(neighbour).rows == []
    sitting = sitting_for(register.form, "register")
    for attempt in (
        lambda: record_of(neighbour, "record.read", register.id, row.pk),
        lambda: read_record(neighbour, register, row, sitting),
        lambda: change_record(neighbour, register, row.pk, version=row.version, state="left"),
        lambda: entered(neighbour, register, elder),
    ):
        with pytest.raises(NotVisible):
            attempt()


def test_a_leader_sees_no_record(worker, register, elder):
    entered(worker, register, elder)
    leader = actor(officer("leader", current_pack().code))
    assert not visible_to(leader, "record.read").exists()


def test_nobody_is_entered_twice(worker, register, elder):
    entered(worker, register, elder)
    with pytest.raises(AlreadyRegistered):
        entered(worker, register, elder)


def test_a_household_is_entered_once_whoever_of_it_is_named(worker, register, elder):
    households = register.model_copy(update={"subject": "household"})
    row = entered(worker, households, elder)
    assert (row.household_id, row.person_id) == (elder.living_id, elder.pk)
    other = Person.objects.exclude(pk=elder.pk).order_by("pk").first()
    Person.objects.filter(pk=other.pk).update(living_id=elder.living_id, village=elder.village)
    with pytest.raises(AlreadyRegistered):
        entered(worker, households, other)


def test_an_incomplete_form_stores_nothing(worker, register, elder):
    sitting = sitting_for(register.form, "register", person_id=elder.pk)
    before = Entry.objects.count()
    with pytest.raises(NotComplete):
        add_record(worker, register, sitting, sitting.begin(), area="", person_id=elder.pk)
    assert not Record.objects.exists()
    assert Entry.objects.count() == before


def test_changes_are_told_and_not_lost(worker, register, elder):
    row = entered(worker, register, elder)
    sitting = sitting_for(register.form, "register", person_id=elder.pk)
    answers = filled(sitting)
    answers.own["身边照料人"] = "没有人"
    changed = change_record(
        worker, register, row.pk, version=row.version, sitting=sitting, answers=answers
    )
    assert changed.values["own"]["身边照料人"] == "没有人"
    with pytest.raises(ChangedElsewhere):
        change_record(worker, register, row.pk, version=row.version, state="left")
    told = Entry.objects.order_by("-seq").first()
    assert (told.action, told.subject_kind, told.subject_id) == (
        "record.write",
        "person",
        str(elder.pk),
    )
    assert HELP not in (told.change or "") + told.fields


def test_states_follow_the_register(worker, register, elder):
    row = entered(worker, register, elder)
    row = change_record(worker, register, row.pk, version=row.version, state="left")
    assert row.state == "left"
    with pytest.raises(WrongState):
        change_record(worker, register, row.pk, version=row.version, state="left")
    row = change_record(worker, register, row.pk, version=row.version, state="on-roster")
    assert row.state == "on-roster"


def test_a_long_list_comes_in_pages(worker, register, elder, django_assert_max_num_queries):
    row = entered(worker, register, elder)
    people = list(Person.objects.exclude(pk=elder.pk)[:4])
    for person in people:
        Person.objects.filter(pk=person.pk).update(village=elder.village, town=elder.town)
        row.pk, row.person = None, person
        row.save()
    with django_assert_max_num_queries(4):
        first = shown(worker, size=3)
    more = shown(worker, size=3, after=first.following.text())
    assert (len(first.rows), len(more.rows), more.following) == (3, 2, None)
    assert len({each["pk"] for each in first.rows + more.rows}) == 5


def test_who_has_moved_away_is_not_listed_and_comes_with_the_night(worker, register, elder):
    row = entered(worker, register, elder)
    other = Person.objects.exclude(village=elder.village).exclude(village=None).first()
    Person.objects.filter(pk=elder.pk).update(village=other.village, town=other.town)
    there = actor(officer("village-worker", other.village))
    assert shown(worker).rows == []
    assert follow_moves() == 1
    assert [each["pk"] for each in shown(there).rows] == [row.pk]
    assert follow_moves() == 0
