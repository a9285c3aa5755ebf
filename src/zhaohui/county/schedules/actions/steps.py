"""What every step with a duty shares: locked and as it was seen; noted and recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.sealed_text import seal
from zhaohui.county.schedules.errors import DutyFault, DutyMoved
from zhaohui.county.schedules.models import Did, Duty, DutyEntry, DutyState
from zhaohui.county.schedules.queries import duty_visible_to, may_do, schedule_row

MOST_WORDS = 500
LONGEST_LABEL = 200
NIGHT = "夜间排期"  # kept in Chinese, as offices are


@dataclass(frozen=True, kw_only=True)
class Said:
    """What goes with a step: the day on which it was (None: today), where, a code of why, a note."""

    on: dt.date | None = None
    where: str = ""
    reason: str = ""
    note: str = ""


def locked(
    actor: Actor, action: str, pk: int, *, states: tuple[str, ...], version: int | None = None
) -> Duty:
    """Return a duty locked and ready for a step; the caller holds the transaction.

    NotVisible out of reach, or where it is another post's; DutyMoved where it no longer is in one of
    the states or not at the `version` of the page.
    """
    duty = duty_visible_to(actor, action, pk, lock=True)
    if action == "duty.do" and not may_do(actor, duty, current_pack()):
        raise NotVisible
    if duty.state not in states or (version is not None and duty.version != version):
        label = DutyState(duty.state).label
        raise DutyMoved(
            _("这项任务在您打开之后有人办过，现在是“%(state)s”，刚才这一步没有记。")
            % {"state": label},
            hint=_("请刷新页面看它现在的样子。"),
        )
    return duty


def day_said(duty: Duty, said: Said) -> dt.date:
    """Return the day on which it was; DutyFault for a day to come or before its window."""
    today = county_today()
    on = said.on or today
    if on > today:
        raise DutyFault(_("办的日期不能晚于今天。"))
    if on < duty.opens:
        raise DutyFault(
            _("还没有到办的日子：从 %(day)s 起才算。") % {"day": duty.opens.isoformat()},
            hint=_("提前去看的，到日子以后再记这一项。"),
        )
    return on


def note_of(said: Said) -> str:
    """Return the note; DutyFault where it is too long."""
    note = said.note.strip()
    if len(note) > MOST_WORDS:
        raise DutyFault(_("写得太长：最多 %(most)s 个字。") % {"most": MOST_WORDS})
    return note


def noted(
    actor: Actor, duty: Duty, did: Did, *, action: str, said: Said, **change: Any
) -> DutyEntry:
    """Save the duty, add the line of what was done and record it; call last in the transaction."""
    assert connection.in_atomic_block
    duty.version += 1
    duty.save()
    entry = DutyEntry.objects.create(
        duty=duty,
        did=did,
        on=said.on or county_today(),
        where=said.where,
        reason=said.reason,
        note_sealed=seal(note_of(said)),
        by_id=actor.user_id if actor.kind == "officer" else None,
        office=(NIGHT if actor.kind == "system" else actor.label)[:LONGEST_LABEL],
    )
    row = schedule_row(current_pack(), duty.schedule)
    record(
        actor,
        action,
        subject=("person", duty.person_id) if duty.person_id else ("duty", duty.pk),
        purpose=f"随访：{row.name if row else duty.schedule}",
        change={"duty": duty.pk, "did": str(did), "state": str(duty.state), **change},
    )
    return entry
