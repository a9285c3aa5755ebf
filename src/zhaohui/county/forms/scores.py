"""The totals of a form's scales, as bounds where an item is unanswered, and the band they fall in."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.forms.answers import Answers, Place
from zhaohui.packs.schema.forms import BandRow, ScaleRow
from zhaohui.packs.sheet import Sheet


@dataclass(frozen=True)
class Score:
    """A scale's total for one member (None: the form): exactly known where `low` equals `high`."""

    scale: ScaleRow
    member: Place
    low: int
    high: int
    open_items: tuple[str, ...] = ()

    @property
    def total(self) -> int | None:
        """The total; None while an unanswered item can still change it."""
        return self.low if self.low == self.high else None

    @property
    def band(self) -> BandRow | None:
        """The band that holds the total, whatever the open items turn out to be; else None."""
        return next(
            (b for b in self.scale.bands if b.low <= self.low and self.high <= b.high), None
        )


def scores(sheet: Sheet, answers: Answers) -> list[Score]:
    """Return each scale's score, once per member where its items are asked of each member."""
    found = []
    for scale in sheet.scales:
        per_member = sheet.is_per_member(scale.items[0].field)
        members = range(len(answers.members)) if per_member else (None,)
        found += [_score(sheet, answers, scale, member) for member in members]
    return found


def _score(sheet: Sheet, answers: Answers, scale: ScaleRow, member: Place) -> Score:
    low = high = 0
    open_items = []
    for item in scale.items:
        entry = sheet.entries[item.field]
        about_her = sheet.about_person and entry.fact.entity == "person" and not entry.is_own
        answer = answers.get(entry, 0 if about_her else member)
        weight = item.weight if scale.method == "weighted" else 1
        known = [item.scores[answer]] if answer in item.scores else list(item.scores.values())
        low += min(known) * weight
        high += max(known) * weight
        if answer not in item.scores:
            open_items.append(item.field)
    return Score(scale, member, low, high, tuple(open_items))
