"""A delegation as both doors show it: what, to whom, which steps, from when until when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.telling import steps_of
from zhaohui.packs.action_names import DELEGABLE
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class DelegationRow:
    """What is shown; `state` is a word, `places` the names of the areas."""

    row: Delegation
    state: str
    items: list[str]
    places: list[str]
    steps: list[str]

    @property
    def is_over(self) -> bool:
        """Whether it was recalled or has run out."""
        return self.row.state in (DelegationState.RECALLED, DelegationState.ENDED)


def delegation_row(row: Delegation, pack: Pack) -> DelegationRow:
    """Return a delegation in words."""
    names = {town.code: town.name for town in pack.towns}
    names |= {
        each.code: f"{names.get(each.town_code, '')} {each.short_name or each.name}".strip()
        for each in pack.villages
    }
    words = step_words()
    return DelegationRow(
        row=row,
        state=str(DelegationState(row.state).label),
        items=[each.item_name for each in row.items.all()],
        places=[names.get(each.area, each.area) for each in row.areas.all()],
        steps=[words[step] for step in steps_of(row)],
    )


def step_words() -> dict[str, str]:
    """Return what can be delegated, in words."""
    words = {"accept": _("受理"), "review": _("审查、拟决定"), "decide": _("决定")}
    return {step: words[step] for step in DELEGABLE}
