"""The rules as the ledger knows them: by small number, with their subject and their rivals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa

from zhaohui.county.entitlements.models import AlikeRule, HoldingList, RuleNumber
from zhaohui.engines.ledger.tables import RIVALS, RULES
from zhaohui.engines.rules import Rulebook


@dataclass(frozen=True, kw_only=True)
class LedgerRules:
    """Numbers by rule id, and the two tables that a comparison needs.

    A rule excludes another only among the same kind of subject: who of a household holds the other
    kind is not compared.
    """

    numbers: dict[str, int]
    rules: pa.Table
    rivals: pa.Table
    household_kinds: dict[int, str]

    @property
    def ids(self) -> dict[int, str]:
        """Rule ids by number."""
        return {number: rule for rule, number in self.numbers.items()}


def ledger_rules(book: Rulebook, day: dt.date) -> LedgerRules:
    """Return the book's rules from a day on; a rule that is new gets a number, or an alike rule's.

    A rule of which a list of holders comes has states of its own: from then on it has its own number.
    Writes, so in a transaction.
    """
    known = dict(RuleNumber.objects.values_list("rule", "number"))
    wanted = _alike(book, known)
    kept = {each.rule: each for each in AlikeRule.objects.filter(until=None)}
    for rule, each in kept.items():
        if wanted.get(rule) is None or known.get(wanted[rule]) != each.number:
            each.until = day
            each.save(update_fields=["until"])
    fresh = [rule for rule in book.rules if rule not in known and rule not in wanted]
    start = max(known.values(), default=0) + 1
    made = [RuleNumber(number=number, rule=rule) for number, rule in enumerate(fresh, start)]
    RuleNumber.objects.bulk_create(made)
    known |= {each.rule: each.number for each in made}
    AlikeRule.objects.bulk_create(
        AlikeRule(rule=rule, number=known[other], since=day)
        for rule, other in wanted.items()
        if rule not in kept or kept[rule].until is not None
    )
    return read_rules(book)


def _alike(book: Rulebook, known: dict[str, int]) -> dict[str, str]:
    """Return the rules without rows of their own, each with one that has rows and answers the same."""
    tracked = _tracked()
    kinds: dict[str, list[str]] = {}
    for rule, first in book.alike().items():
        kinds.setdefault(first, [first]).append(rule)
    found = {}
    for rules in kinds.values():
        untracked = [rule for rule in rules if rule not in tracked]
        untracked.sort(key=lambda rule: rule not in known)
        for rule in untracked[1:]:
            if rule not in known:
                found[rule] = untracked[0]
    return found


def _tracked() -> set[str]:
    """Return the rules of which lists of holders are known."""
    return set(HoldingList.objects.values_list("rule", flat=True).distinct())


def read_rules(book: Rulebook) -> LedgerRules:
    """Return the book's rules that have rows of their own."""
    known = dict(RuleNumber.objects.values_list("rule", "number"))
    numbers = {rule: known[rule] for rule in book.rules if rule in known}
    tracked = _tracked()
    rows = [
        {
            "rule": number,
            "is_household": book.rules[rule].rule.subject == "household",
            "tracked": rule in tracked,
        }
        for rule, number in numbers.items()
    ]
    kinds = {
        numbers[rule]: book.rules[rule].rule.group
        for rule in numbers
        if book.rules[rule].rule.subject == "household"
    }
    pairs = {
        pair
        for rule in numbers
        for other in book.rules[rule].rule.excludes
        if other in numbers and book.rules[other].rule.subject == book.rules[rule].rule.subject
        for pair in ((numbers[rule], numbers[other]), (numbers[other], numbers[rule]))
    }
    rivals = [{"rule": rule, "other": other} for rule, other in sorted(pairs)]
    return LedgerRules(
        numbers=numbers,
        rules=pa.Table.from_pylist(rows, schema=RULES),
        rivals=pa.Table.from_pylist(rivals, schema=RIVALS),
        household_kinds=kinds,
    )
