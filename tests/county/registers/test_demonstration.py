"""Synthetic records: every register has some, each keeps to its file, nobody stands where she does not belong."""

import pytest
from django.test import Client

from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.actions.make_demonstration import MOST_ABOUT, make_demonstration
from zhaohui.county.registers.models import Record, Revision
from zhaohui.county.registers.queries import register_of
from zhaohui.county.registers.written import broken_rules, read_written, texts_of
from zhaohui.county.registry.models import Person

SEED = system_actor("zhaohui seed")


@pytest.fixture
def made(county):
    return make_demonstration(SEED, current_pack())


def test_every_register_that_is_about_nobody_has_some(made):
    there = set(Record.objects.values_list("register", flat=True).distinct())
    without = {row.id for row in current_pack().registers if not row.is_about_somebody} - there
    assert not without
    assert made == Record.objects.count()


def test_each_record_is_as_an_officer_could_have_entered_it(made):
    for row in Record.objects.all():
        register = register_of(row.register)
        if not register.fields:
            continue
        texts = texts_of(row)
        read = read_written(register, texts, state=row.state)
        assert not read.problems, (row.register, read.problems)
        assert dict(read.texts) == texts
        assert not broken_rules(register, texts)


def test_what_is_named_is_marked_as_synthetic(made):
    written = [
        row.id
        for row in current_pack().registers
        if row.title and row.field(row.title).type == "text"
    ]
    titles = Record.objects.filter(register__in=written).values_list("register", "title")
    assert titles
    assert not [each for each in titles if not each[1].startswith("模拟")]


def test_only_whom_the_condition_fits_stands_in_a_register_about_people(made):
    expecting = Record.objects.filter(register="pregnant-women").values_list("person_id", flat=True)
    assert set(expecting) <= set(Person.objects.filter(pregnant=True).values_list("pk", flat=True))
    elders = Record.objects.filter(register="elder-health").select_related("person")
    years = [(county_today() - row.person.birth_date).days / 365.25 for row in elders]
    assert years
    assert min(years) >= 65
    assert len(years) <= MOST_ABOUT
    for row in Record.objects.filter(register="disability-needs").select_related("person"):
        assert row.values["残疾类别"] == row.person.disability_kind


def test_each_has_a_revision_and_each_register_an_entry(made):
    assert Revision.objects.count() == made
    told = Entry.objects.filter(action="record.write", change__contains="demonstration")
    assert told.count() == Record.objects.values("register").distinct().count()


def test_lists_and_pages_of_registers_with_a_form_show_them_too(made):
    client = Client()
    client.force_login(officer("department-officer", current_pack().code))
    forms = [row for row in current_pack().registers if row.form]
    assert Record.objects.filter(register__in=[row.id for row in forms]).exists()
    for register in forms:
        row = Record.objects.filter(register=register.id).first()
        assert client.get(f"/office/registers/{register.id}/").status_code == 200
        if row is not None:
            assert client.get(f"/office/registers/{register.id}/{row.pk}/").status_code == 200


def test_twice_makes_nothing_more_and_the_same_county_the_same_records(made):
    assert make_demonstration(SEED, current_pack()) == 0
    before = sorted(
        Record.objects.values_list("register", "area", "natural_key", "person_id"), key=str
    )
    Revision.objects.all().delete()
    Record.objects.all().delete()
    assert make_demonstration(SEED, current_pack()) == made
    again = sorted(
        Record.objects.values_list("register", "area", "natural_key", "person_id"), key=str
    )
    assert before == again
