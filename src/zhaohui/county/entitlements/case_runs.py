"""A rule's law cases run now: what each expects and gets, and which a changed parameter changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhaohui.county.entitlements.telling.values import outcome
from zhaohui.engines.rules import Finding, Rulebook
from zhaohui.packs import Pack, rulebook
from zhaohui.packs.cases import answer, differences
from zhaohui.packs.schema.rules import CaseRow, RuleRow


@dataclass(frozen=True)
class CaseRun:
    """One case: what the jurist wrote, what comes out, and whether all of it agrees."""

    case: CaseRow
    expected: str
    got: str
    agrees: bool


@dataclass(frozen=True)
class CaseChange:
    """A case that comes out otherwise; `is_own_day`: on its own day, so its expectation must change."""

    rule: RuleRow
    case: CaseRow
    day: dt.date
    before: str
    after: str
    is_own_day: bool


def case_runs(pack: Pack, book: Rulebook, rule: RuleRow) -> list[CaseRun]:
    """Run the rule's cases on their days."""
    return [
        CaseRun(
            case=case,
            expected=expected(rule, case),
            got=got(rule, answer(pack, book, rule, case)),
            agrees=not any(differences(pack, book, rule, case)),
        )
        for case in rule.cases
    ]


def case_changes(
    before: Pack, after: Pack, rules: Sequence[RuleRow], start: dt.date
) -> list[CaseChange]:
    """Return the cases that differ between the packs: on their own day, or on `start`, the first day."""
    books = _alone(before, rules), _alone(after, rules)
    return [
        change
        for rule in rules
        for case in rule.cases
        for change in _changes(before, books, rule, case, start)
    ]


def _alone(pack: Pack, rules: Sequence[RuleRow]) -> Rulebook:
    """The rules by themselves; what a rule excludes does not change its own answer."""
    few = tuple(rule.model_copy(update={"excludes": ()}) for rule in rules)
    return rulebook(replace(pack, rules=few))


def _changes(
    pack: Pack, books: tuple[Rulebook, Rulebook], rule: RuleRow, case: CaseRow, start: dt.date
) -> Iterator[CaseChange]:
    """On its own day where that changes it, else with the same facts on the first day."""
    for day in dict.fromkeys((case.as_of, max(start, case.as_of))):
        old, new = (answer(pack, book, rule, case, day) for book in books)
        if _kept(old) != _kept(new):
            is_own = day == case.as_of
            yield CaseChange(rule, case, day, got(rule, old), got(rule, new), is_own)
            return


def _kept(finding: Finding | None) -> object:
    return finding and (finding.status, finding.amount_fen, finding.reasons, finding.needs)


def got(rule: RuleRow, finding: Finding | None) -> str:
    """Return an answer in words."""
    if finding is None:
        return "—"
    return outcome(finding.status, finding.amount_fen, rule.unit, finding.needs)


def expected(rule: RuleRow, case: CaseRow) -> str:
    """Return what the case says must come out, as far as it says."""
    wanted = case.expect
    return outcome(wanted.status, wanted.amount_fen, rule.unit, wanted.needs or ())
