"""Explaining a household in one pass gives what evaluating and tracing each rule by itself gives."""

from __future__ import annotations

from random import Random

import pytest

from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import FactError, Household


@pytest.mark.parametrize("seed", range(8))
def test_invented_rulebooks(seed):
    random = Random(seed)
    book = Inventor(random).book(12)
    people = registry(random, 25, random.choice([0.3, 0.7, 0.95]))
    explained = book.explain(people, AS_OF)
    assert [each.finding for each in explained] == book.evaluate(people, AS_OF)
    first_of = {id_: index for index, id_ in reversed(list(enumerate(people.living_ids)))}
    registered = {id_: index for index, id_ in reversed(list(enumerate(people.registered_ids)))}
    for each in random.sample(explained, min(60, len(explained))):
        finding = each.finding
        homes = first_of if book.rules[finding.rule].rule.group == "living" else registered
        member = homes[finding.household] if finding.member is None else finding.member
        assert each.trace() == book.trace(people, AS_OF, finding.rule, member)


def test_equal_parts_of_several_rules_are_worked_out_once(monkeypatch):
    asked = []

    class Facts(dict):
        def get(self, name, default=None):
            asked.append(name)
            return super().get(name, default)

    book = make_book(
        rule("total(月收入) < 元(100)", name="a"), rule("not total(月收入) < 元(100)", name="b")
    )
    found = book.explain(Household([Facts({"月收入": 5}), Facts({"月收入": 9})]), AS_OF)
    assert [each.finding.status for each in found] == ["yes", "yes", "no", "no"]
    assert asked.count("月收入") == 2 * 2  # each member's income, once for each member's own total


def test_a_bad_fact_is_refused():
    with pytest.raises(FactError, match="not in the fact dictionary"):
        make_book(rule("残疾证")).explain(Household([{"残疾": True}]), AS_OF)
