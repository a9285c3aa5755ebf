"""One rule for one subject: status, amount, reasons, needs and staleness."""

from __future__ import annotations

from collections.abc import Iterable

from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.needs import needs
from zhaohui.engines.rules.results import NO, UNKNOWN, YES, Finding, Need


def evaluate(
    compiled: CompiledRule, view: View, stale: frozenset[str], household: int | None
) -> Finding:
    """The finding of a compiled rule; `stale` names the parameters that are stale on this day."""
    answers = [(each, each.code.run(view)) for each in compiled.conditions]
    failed = [each for each, answer in answers if answer is False]
    unknown = [each for each, answer in answers if answer is None]
    held = [each for each, answer in answers if answer is True]
    status = NO if failed else UNKNOWN if unknown else YES
    amount_fen: int | None = None
    used = [name for each in (failed or compiled.conditions) for name in each.parameters]
    blocks: list[Need] = []
    if status == UNKNOWN:
        blocks = [need for each in unknown for need in needs(each.code, view)]
    if compiled.amount is not None and status == NO:
        amount_fen = 0
    if compiled.amount is not None and status == YES:
        amount_fen = compiled.amount.run(view)
        used.extend(compiled.amount_parameters)
        if amount_fen is None:
            blocks = list(needs(compiled.amount, view))
    return Finding(
        rule=compiled.rule.id,
        member=view.member,
        status=status,
        amount_fen=amount_fen,
        reasons=tuple(each.condition.code for each in failed or held),
        needs=_once(need.name for need in blocks),
        stale=_once(name for name in used if name in stale),
        blocks=tuple(dict.fromkeys(blocks)),
        household=household,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
