"""Every fact of the dictionary has a typed column; what is no fact is named as such."""

import pytest
from django.db import models

from tests.county.small_county import the_pack
from zhaohui.county.registry.columns import FIELD_OF_TYPE, NOT_FACTS, fact_fields
from zhaohui.county.registry.models import Household, Person


@pytest.mark.parametrize("fact", the_pack().facts, ids=lambda fact: fact.column)
def test_each_fact_has_a_column_of_its_type(fact):
    model = Person if fact.entity == "person" else Household
    field = fact_fields(model)[fact.column]
    assert type(field) is FIELD_OF_TYPE[fact.type]
    assert field.null, "unknown is NULL"
    assert field.verbose_name == fact.name
    if isinstance(field, models.CharField):
        assert max([*map(len, fact.values), 12 if fact.type == "code" else 0]) <= field.max_length


def test_each_column_is_a_fact_or_named_as_none():
    facts = {fact.column for fact in the_pack().facts}
    for model in (Person, Household):
        assert set(fact_fields(model)) <= facts


def test_what_identifies_a_person_is_no_fact():
    assert {
        "name",
        "identity_sealed",
        "identity_index",
        "phone_sealed",
        "phone_index",
        "bank_card_sealed",
    } <= NOT_FACTS
