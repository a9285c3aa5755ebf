"""What is missing never reads as "no": every fact of every law case is taken away in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.packs.test_county_content_rules import BOOK, CASES, PACK
from zhaohui.engines.rules import Household
from zhaohui.packs.cases import case_household

# Where a condition asks whether a fact is known at all, not knowing it is an answer (docs/explanation/rules-content.md).
ASKS_WHETHER_KNOWN = {
    rule.id: " ".join([*(each.when for each in rule.conditions), rule.amount or ""])
    for rule in PACK.rules
}


def without_each(household: Household):
    """Yield each stated fact's name and the household without it."""
    for index, person in enumerate(household.members):
        for name in person:
            members = [dict(each) for each in household.members]
            del members[index][name]
            yield name, replace(household, members=members)
    for kind in ("living", "registered"):
        stated: dict[str, Any] = dict(getattr(household, kind))
        for name in stated:
            yield name, replace(household, **{kind: {k: v for k, v in stated.items() if k != name}})


def answer(rule: str, household: Household, case):
    member = (case.expect.member or 0) if BOOK.rule(rule).rule.subject == "person" else None
    findings = BOOK.evaluate(household, case.as_of, [rule])
    return next(each for each in findings if each.member == member)


# parametrised by rule: its cases are few
@pytest.mark.parametrize("rule", sorted({rule.id for rule, _ in CASES}))
def test_taking_a_fact_away_never_makes_a_no_or_a_smaller_sum(rule):
    tried = 0
    for owner, case in CASES:
        if owner.id != rule:
            continue
        household = case_household(PACK, case)
        whole = answer(rule, household, case)
        for name, less in without_each(household):
            tried += 1
            found = answer(rule, less, case)
            if f"known({name})" in ASKS_WHETHER_KNOWN[rule]:
                continue
            told = (case.name, name, whole.status, found.status)
            if whole.status == "yes":
                assert found.status != "no", told
                assert found.amount_fen in (whole.amount_fen, None), told
            elif whole.status == "unknown":
                assert found.status == "unknown", told
            else:
                assert found.status != "yes", told
    assert tried
