"""An explanation shows the rule's steps, and each fact with its source and day."""

import datetime as dt
import re

import pytest
from django.utils.translation import override

from tests.county.small_county import AS_OF, the_pack, the_rulebook
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.entitlements.explain import NoSuchServiceError, explain, letter_text
from zhaohui.county.registry.errors import NoDataError, NoSuchPersonError
from zhaohui.county.registry.models import FieldOverride, Person, SourceBatch, Subject
from zhaohui.county.registry.queries import person_id

DAY = dt.date(2026, 11, 1)


def why(person, service):
    return explain(
        system_actor("test"),
        pack=the_pack(),
        book=the_rulebook(),
        person=person,
        service=service,
        as_of=DAY,
    )


def test_it_agrees_with_an_evaluation_of_her_household(county):
    for person in (1, 17, 40):
        for rule in the_pack().rules:
            (answer,) = why(person, rule.id)["rules"]
            codes = [step["code"] for step in answer["steps"]]
            assert codes[: len(rule.conditions)] == [each.code for each in rule.conditions]
            failed = [step["code"] for step in answer["steps"] if step["value"] is False]
            assert (answer["status"] == "no") == bool(failed)
            if failed:
                assert answer["reasons"] == failed
            if answer["status"] == "yes" and rule.amount:
                assert answer["steps"][-1]["value"] == answer["amount_fen"]


def test_each_fact_says_whose_it_is_and_where_it_comes_from(county):
    person = Person.objects.get(pk=1)
    newer = SourceBatch.objects.create(
        department="民政",
        as_of=dt.date(2026, 5, 1),
        kind="table",
        rows=1,
        content_hash="n",
        is_synthetic=True,
    )
    FieldOverride.objects.create(
        subject=Subject.HOUSEHOLD, subject_id=person.living_id, column="dibao", batch=newer
    )
    (answer,) = why(1, "old-age-allowance")["rules"]
    facts = {fact["name"]: fact for fact in answer["facts"]}
    own, home = facts["户籍区划"], facts["低保状态"]
    assert (own["subject"], own["id"], own["value"]) == ("person", 1, person.hukou_area)
    assert (own["department"], own["date"]) == ("模拟", AS_OF.isoformat())
    assert (home["subject"], home["id"], home["value"]) == (
        "household",
        person.living_id,
        person.living.dibao,
    )
    assert (home["department"], home["date"]) == ("民政", "2026-05-01")


def test_a_slot_explains_all_its_rules(county):
    slot = the_pack().rule("old-age-allowance").service
    assert [rule["id"] for rule in why(1, slot)["rules"]] == [
        rule.id for rule in the_pack().rules_of(slot)
    ]


def test_it_names_nobody(county):
    text = str([why(person, "dibao-rural") for person in range(1, 20)])
    for row in county.persons.to_pylist():
        assert not [
            key
            for key in ("name", "identity_number", "phone", "bank_card")
            if f"'{row[key]}'" in text
        ]


def test_an_unknown_service_offers_near_ones(county):
    with pytest.raises(NoSuchServiceError, match="dibao-city"):
        why(1, "dibao")


def test_a_slot_without_rules_says_so(county):
    slot = next(row.id for row in the_pack().services if not the_pack().rules_of(row.id))
    with pytest.raises(NoSuchServiceError, match="no rules yet"):
        why(1, slot)


def test_a_person_is_found_by_either_number(county):
    number = county.persons["identity_number"][4].as_py()
    assert person_id(f" {number} ") == person_id("5") == 5


@pytest.mark.parametrize(
    "number", ["999999", "990000198001010019", "99000019800101001", "奶奶", "", "９", "-1", "5.0"]
)
def test_nobody_has_this_number(county, number):
    with pytest.raises(NoSuchPersonError) as caught:
        person_id(number)
    assert len(number) < 5 or number not in str(caught.value)


@pytest.mark.django_db
def test_an_empty_registry(data_dir):
    with pytest.raises(NoDataError):
        person_id("1")


def test_few_queries(county, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        why(1, "dibao-rural")


def test_the_letter_says_the_same_in_chinese_and_names_nobody(county):
    for person in (1, 17, 40):
        for rule in the_pack().rules[::9]:
            (answer,) = why(person, rule.id)["rules"]
            with override("en"):
                text = letter_text(
                    system_actor("test"),
                    pack=the_pack(),
                    book=the_rulebook(),
                    person=person,
                    rule=rule.id,
                    as_of=DAY,
                )
            said = re.sub(r"家庭成员（登记号 \d+）", "家人", answer["text"])
            assert text == said
            assert "登记号" not in text
            assert text.splitlines()[0] == answer["told"][0]["text"]


def test_the_sentences_give_each_fact_its_source_and_each_standard_its_document(county):
    (answer,) = why(1, "old-age-allowance")["rules"]
    facts = [each["text"] for each in answer["told"] if each["kind"] == "fact"]
    assert len(facts) == len(answer["facts"])
    assert all("（模拟，" in text for text in facts)
    standards = [each["text"] for each in answer["told"] if each["kind"] == "parameter"]
    for use, text in zip(answer["parameters"], standards, strict=True):
        if use["value"] is not None:
            assert use["title"].strip("《》") in text
            assert ("可能已更新" in text) == use["stale"]
