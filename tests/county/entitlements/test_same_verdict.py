"""One rule, one verdict: the anonymous check, the sweep's ledger, the re-check of a holding, a simulation, the
application's form and the officer's proposal agree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.county.small_county import small_county, the_pack, the_rulebook
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.proposal import proposals
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.check import read_household
from zhaohui.county.entitlements.ledger.reading import read_standing
from zhaohui.county.entitlements.ledger_queries import rules_by_number
from zhaohui.county.entitlements.models import Holding, HoldingList
from zhaohui.county.entitlements.recheck import recheck
from zhaohui.county.forms.errand import APPLICATION
from zhaohui.county.forms.known import household_of, known_of_household
from zhaohui.county.forms.queries import facts_of
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.stating import answered
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.county.registry.dictionary import Dictionary
from zhaohui.engines.ledger import Status
from zhaohui.engines.rules.simulate import Study, verdicts
from zhaohui.packs.applying import application_sheet, case_items

AS_OF = dt.date(2026, 11, 1)
FEW, MANY = 24, 5_000
PHONE = "联系电话"  # what every application asks, whatever its rules
RECHECKED = 3  # holdings looked at again, of people in turn


def document(people, living, registered):
    """A household as somebody would state it: money in 元, nothing where nothing is known."""
    facts = {fact.column: fact for fact in the_pack().facts}

    def stated(row, *entities):
        return {
            facts[name].name: Decimal(value) / 100 if facts[name].type == "money" else value
            for name, value in row.items()
            if name in facts and facts[name].entity in entities and value is not None
        }

    return {
        "members": [stated(person, "person") for person in people],
        "living": stated(living, "living"),
        "registered": stated(registered, "registered"),
    }


def told(status, amount, reasons):
    return ("no",) if status == "no" else (status, amount, tuple(reasons))


def ledger_answers(book):
    """What the ledger keeps, by rule and person (or the household's head)."""
    ids = rules_by_number()
    found = defaultdict(lambda: ("no",))
    for row in read_standing().to_pylist():
        status = Status(row["status"]).name.lower()
        for rule in ids[row["rule"]]:
            is_household = book.rules[rule].rule.subject == "household"
            reasons = book.derived(rule).codes(row["reasons"])
            key = row["household" if is_household else "person"]
            found[rule, key] = told(status, row["amount_fen"], reasons)
    return found


def hold_something(people, rules):
    """Every tenth person is paid what some rules give, so that there is something to look at again."""
    listed = {
        rule: HoldingList.objects.create(
            rule=rule, department="模拟", as_of=AS_OF, content_hash="x", rows=1, is_synthetic=True
        )
        for rule in rules
    }
    Holding.objects.bulk_create(
        [
            Holding(rule=rule, person_id=person, amount_fen=100, holding_list=listed[rule])
            for index, person in enumerate(people[::10])
            for rule in (rules[(index + step) % len(rules)] for step in range(RECHECKED))
        ]
    )


def compare(households, seed):
    pack, book = the_pack(), the_rulebook()
    county = small_county(households * 3, seed=seed, missing=0.25, apart=0)
    load_county(county, as_of=AS_OF, department="模拟")
    people = county.persons.to_pylist()
    hold_something([row["person_id"] for row in people], list(book.rules))
    sweep_and_settle(pack, book, as_of=AS_OF)
    ledger = ledger_answers(book)
    homes = {row["household_id"]: row for row in county.households.to_pylist()}
    by_home = defaultdict(list)
    for person in people:
        by_home[person["living_id"]].append(person)
    compared = 0
    for members in by_home.values():
        living, registered = homes[members[0]["living_id"]], homes[members[0]["registered_id"]]
        stated = document(members, living, registered)
        _, household = read_household(Dictionary(pack.facts), stated)
        for finding in book.evaluate(household, AS_OF):
            rule = book.rules[finding.rule].rule
            person = members[finding.member or 0]
            key = person[f"{rule.group}_id" if finding.member is None else "person_id"]
            said = told(finding.status, finding.amount_fen, finding.reasons)
            assert ledger[rule.id, key] == said, (rule.id, key)
            compared += 1
    simulated = simulate_all(ledger, people)
    applied = apply_all(ledger, list(by_home.values()))
    return compared, recheck_all(ledger), simulated, applied, len(by_home)


def apply_all(ledger, homes):
    """What the form says that somebody of each household fills in, and what the officer is proposed then.

    Items and members take turns, so that each item is applied for by many and each member applies.
    """
    pack, book = the_pack(), the_rulebook()
    items = [each for each in case_items(pack, county_today()).values() if each.rules]
    asked = proposed = 0
    for number, members in enumerate(homes):
        item, her = items[number % len(items)], members[number % len(members)]["person_id"]
        made = application_sheet(pack, item.id, county_today())
        people, rows = household_of(her)
        known = known_of_household(pack, people, rows, facts_of(made, book), AS_OF)
        ids = tuple(row["id"] for row in people)
        sitting = Sitting(made, APPLICATION, pack, book, AS_OF, known, ids)
        answers = sitting.begin()
        by_id = {row["person_id"]: row for row in members}
        rules = {rule.id for rule in item.rules}
        for row in sitting.report(answers)["services"]:
            if row["id"] in rules:
                whose = by_id[ids[row["member"] or 0]]
                expected = ledger[row["id"], key_of(book, row["id"], whose)]
                said = told(row["status"], row["amount_fen"], row["reasons"])
                assert expected == said, ("form", row["id"], whose["person_id"])
                asked += 1
        assert answered(sitting, answers, {(PHONE, None): "0839-1234567"}) == []
        case = Case(
            item=item.id,
            subject_id=her,
            people=list(ids),
            submitted_on=AS_OF,
            answers_sealed=seal(answers.as_json()),
        )
        for row in proposals(case, pack, AS_OF):
            expected = ledger[row["id"], key_of(book, row["id"], by_id[her])]
            said = told(row["status"], row["amount_fen"], row["reasons"])
            assert expected == said, ("proposal", row["id"], her)
            proposed += 1
    return asked, proposed


def key_of(book, rule_id, person):
    """What the ledger keeps a rule's row under: the person, or her household's."""
    rule = book.rules[rule_id].rule
    return person[f"{rule.group}_id"] if rule.subject == "household" else person["person_id"]


def simulate_all(ledger, people):
    """What a simulation's own sweep says of everybody."""
    pack, book = the_pack(), the_rulebook()
    snapshot = write_snapshot(facts=pack.facts, day=AS_OF).folder
    rules = tuple(book.rules)
    asked = Study(before=book, after=book, rules=rules, as_of=AS_OF)
    by_id = {row["person_id"]: row for row in people}
    found = verdicts(asked, snapshot, list(by_id), side="before")
    for (rule_id, person), verdict in found.items():
        said = told(verdict.status, verdict.amount_fen, verdict.reasons)
        assert ledger[rule_id, key_of(book, rule_id, by_id[person])] == said, (rule_id, person)
    return len(found)


def recheck_all(ledger):
    pack, book, actor = the_pack(), the_rulebook(), system_actor("test")
    again = 0
    for person in (
        Holding.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    ):
        for each in recheck(actor, pack, book, person=person, as_of=AS_OF):
            finding = each.finding
            rule = book.rules[finding.rule].rule
            key = finding.household if rule.subject == "household" else person
            said = told(finding.status, finding.amount_fen, finding.reasons)
            assert ledger[rule.id, key] == said, (rule.id, person)
            again += 1
    return again


def test_six_ways_say_the_same(db, data_dir):
    compared, again, simulated, (asked, proposed), households = compare(FEW, 11)
    assert households >= FEW * 0.9
    assert compared > 1_000
    assert again >= 10
    assert simulated > 1_000
    assert asked >= proposed >= FEW * 0.9


@pytest.mark.slow
@pytest.mark.exhaustive
def test_six_ways_say_the_same_of_five_thousand_households(db, data_dir):
    compared, again, simulated, (asked, proposed), households = compare(MANY, 12)
    assert households >= MANY * 0.95
    assert compared > 500_000
    assert again >= 3_000
    assert simulated > 500_000
    assert asked >= proposed >= MANY * 0.95
