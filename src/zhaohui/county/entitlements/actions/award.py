"""Store that a benefit was decided for a person 核定待遇: the one way in which a decision becomes a holding."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.entitlements.errors import AwardConflictError
from zhaohui.county.entitlements.models import Award, Holding, HoldingList
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.note_changes import note_changes

DECIDED_HERE = "本系统核定"


def award(
    *,
    person: int,
    rule: str,
    amount_fen: int | None,
    since: dt.date,
    source: str,
    until: dt.date | None = None,
) -> Award:
    """Store the award and the holding that it makes; the caller holds the transaction and records it.

    `source` names what decided ("case:12"); the same again changes nothing and returns the same
    award. Money in fen per the rule's unit (None: help in kind). `until` is the last day. Raises
    AwardConflictError where this source decided something else before.
    """
    wanted = {
        "person_id": person,
        "rule": rule,
        "amount_fen": amount_fen,
        "since": since,
        "until": until,
    }
    found, is_new = Award.objects.get_or_create(source=source, defaults=wanted)
    if not is_new:
        if any(getattr(found, name) != value for name, value in wanted.items()):
            raise AwardConflictError(
                _("同一件事先前核定的内容不一样。"), hint=_("请先撤销原来的核定，再重新核定。")
            )
        return found
    Holding.objects.update_or_create(
        rule=rule,
        person_id=person,
        defaults={
            "since": since,
            "until": until,
            "amount_fen": amount_fen,
            "holding_list": _list_of(rule),
        },
    )
    note_changes(registry.homes_of([person]))
    return found


def _list_of(rule: str) -> HoldingList:
    """Return the rule's newest list, else one that says nothing of anybody else."""
    newest = HoldingList.objects.filter(rule=rule).order_by("-pk").first()
    if newest is not None:
        return newest
    return HoldingList.objects.create(
        rule=rule,
        department=DECIDED_HERE,
        as_of=county_today(),
        content_hash="",
        rows=0,
        is_whole=False,
        is_synthetic=registry.is_synthetic(),
    )
