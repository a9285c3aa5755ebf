"""Mark one's own leave 离岗 with a deputy; on the day her open cases move, and come back if she wishes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.run_leaves import begin_leave, end_leave
from zhaohui.county.cases.errors import CaseAnswerError, CaseStateError
from zhaohui.county.cases.leaves import deputies
from zhaohui.county.cases.models import Leave, LeaveState

MARK = "leave.mark"
OPEN = (LeaveState.PLANNED, LeaveState.RUNNING)


def mark_leave(
    actor: Actor, start: dt.date | None, until: dt.date | None, deputy: int, *, comes_back: bool
) -> Leave:
    """Store the leave; one that begins today begins at once.

    CaseAnswerError for days that can't be, that meet another leave of hers, or for a deputy who
    has not the same post in the same area, or is away herself.
    """
    today = county_today()
    with transaction.atomic():
        actor.require(MARK)
        # Two pages of the same officer take turns.
        account = User.objects.select_for_update().filter(pk=actor.user_id or 0).first()
        if account is None:
            raise NotVisible
        if start is None or until is None or start < today or until < start:
            raise CaseAnswerError(_("请写从哪一天到哪一天，从今天或者以后起。"))
        meets = Leave.objects.filter(state__in=OPEN, start__lte=until, until__gte=start)
        if meets.filter(officer=account).exists():
            raise CaseAnswerError(_("这几天已经登记过离岗。"), hint=_("先取消那一次。"))
        if deputy not in {each.pk for each in deputies(account, today)}:
            raise CaseAnswerError(_("请选一位同岗位、同辖区的同事代办。"))
        if meets.filter(officer=deputy).exists():
            raise CaseAnswerError(_("这位同事那几天也不在。"), hint=_("请换一位同事。"))
        row = Leave.objects.create(
            officer=account, deputy_id=deputy, start=start, until=until, comes_back=comes_back
        )
        moved = begin_leave(actor, row) if start == today else 0
        change = {"from": start.isoformat(), "until": until.isoformat(), "cases": moved}
        record(actor, MARK, subject=("leave", row.pk), purpose="登记离岗", change=change)
    return row


def cancel_leave(actor: Actor, pk: int) -> Leave:
    """Cancel one's own leave that has not begun, or end the one that runs today.

    NotVisible for anybody else's, CaseStateError for one that is over.
    """
    with transaction.atomic():
        actor.require(MARK)
        rows = Leave.objects.select_for_update(of=("self",))
        row = rows.filter(pk=pk, officer=actor.user_id).first()
        if row is None:
            raise NotVisible
        if row.state not in OPEN:
            raise CaseStateError(_("这次离岗已经结束。"))
        moved = 0
        if row.state == LeaveState.RUNNING:
            moved = end_leave(actor, row)
        else:
            row.state = LeaveState.CANCELLED
            row.save(update_fields=["state"])
        record(
            actor,
            MARK,
            subject=("leave", pk),
            purpose="取消、提前结束离岗",
            change={"cases": moved},
        )
    return row
