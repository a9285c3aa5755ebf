"""What the registry knows is shown while it is fresh, of the person herself alone."""

import datetime as dt

import pytest

from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.known import known_of_person
from zhaohui.county.forms.queries import sheet_of
from zhaohui.county.registry.models import Person, SourceBatch


@pytest.fixture
def her(county):
    found = Person.objects.exclude(monthly_income=None).exclude(sex=None).order_by("pk").first()
    assert found
    return found


def known(person, today):
    return known_of_person(sheet_of(current_pack(), "family"), current_pack(), person.pk, today)


def test_her_own_facts_and_nobody_elses(her):
    today = SourceBatch.objects.get().as_of
    found = known(her, today)
    assert found[0, "性别"].text == her.sex
    assert found[0, "月收入"].text == f"{her.monthly_income // 100}.{her.monthly_income % 100:02d}"
    assert {member for member, _ in found} == {0}
    assert not {name for _, name in found} & {"低保状态", "家庭其他月收入"}


def test_an_old_fact_is_asked_again(her):
    fact = current_pack().fact("月收入")
    assert fact.fresh_days
    as_of = SourceBatch.objects.get().as_of
    assert (0, "月收入") in known(her, as_of + dt.timedelta(days=fact.fresh_days))
    assert (0, "月收入") not in known(her, as_of + dt.timedelta(days=fact.fresh_days + 1))


def test_a_fact_that_the_registry_lacks_is_asked(her):
    Person.objects.filter(pk=her.pk).update(sex=None)
    assert (0, "性别") not in known(her, SourceBatch.objects.get().as_of)
