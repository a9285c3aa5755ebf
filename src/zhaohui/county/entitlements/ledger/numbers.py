"""The rules as the ledger knows them: by small number, with their subject and their rivals."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from zhaohui.county.entitlements.models import HoldingList, RuleNumber
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


def ledger_rules(book: Rulebook) -> LedgerRules:
    """Return the book's rules; a rule that is new gets the next number. Writes, so in a transaction."""
    known = dict(RuleNumber.objects.values_list("rule", "number"))
    fresh = [rule for rule in book.rules if rule not in known]
    start = max(known.values(), default=0) + 1
    made = [RuleNumber(number=number, rule=rule) for number, rule in enumerate(fresh, start)]
    RuleNumber.objects.bulk_create(made)
    known |= {each.rule: each.number for each in made}
    return read_rules(book, known)


def read_rules(book: Rulebook, known: dict[str, int]) -> LedgerRules:
    """Return the book's rules that have a number."""
    numbers = {rule: known[rule] for rule in book.rules if rule in known}
    tracked = set(
        HoldingList.objects.filter(is_whole=True).values_list("rule", flat=True).distinct()
    )
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
