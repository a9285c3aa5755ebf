"""What a delegation in force reaches: the condition in SQL, and the delegation behind one step."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import NOTHING
from zhaohui.county.delegations.errors import DelegationOver
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.packs.action_names import DELEGABLE

# action of the policy -> the column that says whether a delegation gives it
GIVES = {action: f"may_{step}" for step, action in DELEGABLE.items()}


def in_force(day: dt.date) -> Q:
    """Return the condition that a delegation holds on a day."""
    return Q(state=DelegationState.APPROVED, start__lte=day, until__gte=day)


def delegated_cases(actor: Actor, action: str, *, item: str = "item", area: str = "area") -> Q:
    """Return the condition "a delegation in force today gives the actor this" over two columns.

    It goes to a town or a village itself: one to the town gives its villages' officers nothing.
    """
    found, today = NOTHING, county_today()
    for low, high in actor.delegated_ranges(action):
        given = Delegation.objects.filter(
            in_force(today),
            items__item=OuterRef(item),
            areas__low=low,
            **{GIVES[action]: True},
        )
        found |= Q(**{f"{area}__gte": low, f"{area}__lt": high}) & Q(Exists(given))
    return found


def covering(
    actor: Actor, action: str, item: str, area: str | None, *, lock: bool = False
) -> Delegation | None:
    """Return the oldest delegation in force that gives the actor this; the caller may have it locked."""
    rows = _matching(actor, action, item, area).filter(in_force(county_today()))
    return (rows.select_for_update(of=("self",)) if lock else rows).order_by("pk").first()


def ran_out(actor: Actor, action: str, item: str, area: str | None) -> None:
    """Raise DelegationOver where there was such a delegation, and it is over."""
    over = Q(state__in=(DelegationState.RECALLED, DelegationState.ENDED))
    over |= Q(state=DelegationState.APPROVED, until__lt=county_today())
    if _matching(actor, action, item, area).filter(over).exists():
        raise DelegationOver(
            _("这项赋权已经收回或者到期，这一步没有办，由部门接着办。"),
            hint=_("办过的都算数；请看赋权清单。"),
        )


def _matching(actor: Actor, action: str, item: str, area: str | None) -> QuerySet[Delegation]:
    here = area or ""
    lows = [low for low, high in actor.delegated_ranges(action) if low <= here < high]
    if not lows:
        return Delegation.objects.none()
    given = {GIVES[action]: True}
    return Delegation.objects.filter(items__item=item, areas__low__in=lows, **given)
