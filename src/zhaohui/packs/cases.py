"""Law cases: facts as a jurist writes them, evaluated and compared with what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhaohui.engines.rules import Finding, Household, Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import CaseRow, ExpectRow, RuleRow
from zhaohui.packs.schema.values import fen


def stated(pack: Pack, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as written in YAML (money in 元) as the engine takes them (money in fen).

    Unknown names and wrong types are left for the engine's own sentence; an amount with more than
    two decimals raises ValueError.
    """
    money = {fact.name for fact in pack.facts if fact.type == "money"}
    return {
        name: fen(value) if name in money and isinstance(value, int | Decimal) else value
        for name, value in facts.items()
    }


def case_household(pack: Pack, case: CaseRow) -> Household:
    """The household of a law case. ValueError when an amount is not 元 with two decimals.

    `facts` states one person and may name facts of that person's households beside them.
    """
    living, registered = dict(case.household), dict(case.registered)
    members = [dict(member) for member in case.members or ()]
    if case.facts is not None:
        entities = {fact.name: fact.entity for fact in pack.facts}
        homes: dict[str, dict[str, Any]] = {"living": living, "registered": registered}
        members.append({})
        for name, value in case.facts.items():
            homes.get(entities.get(name, "person"), members[0])[name] = value
    return Household(
        members=[stated(pack, member) for member in members],
        living=stated(pack, living),
        registered=stated(pack, registered),
    )


def differences(pack: Pack, book: Rulebook, rule: RuleRow, case: CaseRow) -> Iterator[str]:
    """One sentence for each thing that comes out other than the case expects."""
    finding = answer(pack, book, rule, case)
    if finding is None:
        yield f"there is no answer for member {case.expect.member or 0}"
        return
    yield from _compared(case.expect, finding)


def answer(
    pack: Pack, book: Rulebook, rule: RuleRow, case: CaseRow, as_of: date | None = None
) -> Finding | None:
    """What the rule answers for the case's member on its own day, or on another; None: no such member."""
    findings = book.evaluate(case_household(pack, case), as_of or case.as_of, rules=[rule.id])
    member = None if rule.subject == "household" else case.expect.member or 0
    return next((each for each in findings if each.member == member), None)


def _compared(expect: ExpectRow, finding: Finding) -> Iterator[str]:
    if finding.status != expect.status:
        needs = f" (needs {'、'.join(finding.needs)})" if finding.needs else ""
        yield f"status is {finding.status}{needs}, not {expect.status}"
    if "amount_fen" in expect.model_fields_set and finding.amount_fen != expect.amount_fen:
        yield f"amount_fen is {finding.amount_fen}, not {expect.amount_fen}"
    for name in ("reasons", "needs", "stale"):
        wanted, found = getattr(expect, name), getattr(finding, name)
        if wanted is not None and set(wanted) != set(found):
            yield f"{name} are [{', '.join(found)}], not [{', '.join(wanted)}]"
