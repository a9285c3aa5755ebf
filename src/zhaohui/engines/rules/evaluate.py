"""One rule for one subject: status, amount, reasons, needs and staleness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Run
from zhaohui.engines.rules.needs import needs
from zhaohui.engines.rules.results import NO, UNKNOWN, YES, Finding, Need


def evaluate(
    compiled: CompiledRule, view: View, stale: frozenset[str], household: int | None
) -> Finding:
    """The finding of a compiled rule; `stale` names the parameters that are stale on this day."""
    amount = compiled.amount.run if compiled.amount else None
    readers = [each.code.run for each in compiled.conditions], amount
    return finding_of(compiled, readers, view, stale, household)


def finding_of(
    compiled: CompiledRule,
    readers: tuple[Sequence[Run], Run | None],
    view: View,
    stale: frozenset[str],
    household: int | None,
) -> Finding:
    """The finding of a view from what reads its conditions and its amount."""
    conditions, amount = compiled.conditions, readers[1]
    answers = [read(view) for read in readers[0]]
    status = NO if False in answers else UNKNOWN if None in answers else YES
    told = status != NO
    reasons = [
        each.condition.code
        for each, answer in zip(conditions, answers, strict=True)
        if answer is told
    ]
    amount_fen: int | None = 0 if amount is not None and status == NO else None
    blocks: list[Need] = []
    if status == UNKNOWN:
        blocks = [
            need
            for each, answer in zip(conditions, answers, strict=True)
            if answer is None
            for need in needs(each.code, view)
        ]
    elif status == YES and amount is not None:
        amount_fen = amount(view)
        if amount_fen is None and compiled.amount is not None:
            blocks = list(needs(compiled.amount, view))
    return Finding(
        rule=compiled.rule.id,
        member=view.member,
        status=status,
        amount_fen=amount_fen,
        reasons=tuple(reasons),
        needs=_once(need.name for need in blocks) if blocks else (),
        stale=_stale(compiled, answers, status, stale) if stale else (),
        blocks=tuple(dict.fromkeys(blocks)),
        household=household,
    )


def _stale(
    compiled: CompiledRule, answers: Sequence[bool | None], status: str, stale: frozenset[str]
) -> tuple[str, ...]:
    """The stale ones of the parameters that the answer used."""
    used = [
        name
        for each, answer in zip(compiled.conditions, answers, strict=True)
        if answer is False or status != NO
        for name in each.parameters
    ]
    if status == YES:
        used.extend(compiled.amount_parameters)
    return _once(name for name in used if name in stale)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
