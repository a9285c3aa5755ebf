"""Scales: every answer has a score, and every possible total has exactly one band."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.forms import ItemRow, ScaleRow
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.sheet import Sheet

YES, NO = "是", "否"  # the answers of a yes/no field


def check_scales(scope: Scope, sheet: Sheet) -> None:
    """Check the scales of one form."""
    for scale in sheet.scales:
        scope.duplicates(((i.field, i.place) for i in scale.items), f"item of {scale.id}")
        for item in scale.items:
            entry = sheet.entries.get(item.field)
            if entry is None:
                scope.problems.error(item.place, f"the item {item.field} is no field of this form")
            else:
                _answers(scope, item, entry.fact)
        whose = {sheet.is_per_member(item.field) for item in scale.items}
        if len(whose) > 1:
            what = f"the scale {scale.id} mixes fields of members with fields of the whole form"
            scope.problems.error(scale.place, what, "make two scales of it")
        _bands(scope, scale)
        _fact(scope, sheet, scale)


def answers_of(fact: FactRow) -> tuple[str, ...]:
    """Return the answers that a field offers, 不知道 aside."""
    return (YES, NO) if fact.type == "bool" else fact.values


def _fact(scope: Scope, sheet: Sheet, scale: ScaleRow) -> None:
    if not scale.fact:
        return
    fact = next((row for row in scope.pack.facts if row.name == scale.fact), None)
    error = scope.problems.error
    if fact is None:
        if scope.whole("facts.toml"):
            what = f"{scale.id} fills the unknown fact {scale.fact}"
            error(scale.place, what, "use a name of facts.toml")
        return
    if sheet.form.subject != "person" or fact.entity != "person":
        what = f"{scale.id} fills {scale.fact}, but form and fact are not both about a person"
        error(scale.place, what, "let `subject` be person")
    for band in scale.bands:
        if band.name not in answers_of(fact):
            what = f"the band {band.name} is no value of {scale.fact}"
            error(band.place, what, f"values: {', '.join(answers_of(fact))}")


def _answers(scope: Scope, item: ItemRow, fact: FactRow) -> None:
    offered = answers_of(fact)
    if not offered:
        what = f"the item {item.field} is neither an enum nor yes/no: its answers cannot be scored"
        scope.problems.error(item.place, what)
        return
    for answer in offered:
        if answer not in item.scores:
            scope.problems.error(item.place, f"the answer {answer} of {item.field} has no score")
    for answer in item.scores:
        if answer not in offered:
            hint = f"answers: {', '.join(offered)}"
            scope.problems.error(item.place, f"{item.field} has no answer {answer}", hint)


def _bands(scope: Scope, scale: ScaleRow) -> None:
    if not scale.bands or not all(item.scores for item in scale.items):
        return
    weigh = scale.method == "weighted"
    weights = [item.weight if weigh else 1 for item in scale.items]
    low = sum(min(i.scores.values()) * w for i, w in zip(scale.items, weights, strict=True))
    high = sum(max(i.scores.values()) * w for i, w in zip(scale.items, weights, strict=True))
    expected = low
    for band in sorted(scale.bands, key=lambda each: each.low):
        if band.high < band.low:
            scope.problems.error(band.place, f"the band {band.name} ends before it begins")
        elif band.low > expected:
            gap = f"{expected}" if band.low == expected + 1 else f"{expected} to {band.low - 1}"
            scope.problems.error(
                band.place, f"no band holds the total {gap}, before {band.name}", "close the gap"
            )
        elif band.low < expected and band is not min(scale.bands, key=lambda each: each.low):
            scope.problems.error(
                band.place,
                f"the band {band.name} overlaps the one before it",
                f"begin at {expected}",
            )
        expected = max(expected, band.high + 1)
    if expected <= high:
        gap = f"{expected}" if expected == high else f"{expected} to {high}"
        scope.problems.error(
            scale.place, f"no band of {scale.id} holds the total {gap}", "extend the last band"
        )
