"""Begin and end leaves on their days: open cases move to the deputy and back."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.actions.assign_case import move
from zhaohui.county.cases.colleagues import ASSIGN, can_handle
from zhaohui.county.cases.models import Case, HandedCase, Leave, LeaveState
from zhaohui.county.cases.queries import took_part
from zhaohui.county.cases.states import ENDS
from zhaohui.county.catalog.queries import current_pack

AWAY = "经办人离岗，由同岗位的同事接着办"
BACK = "经办人回来了，接着办"
TO_POST = "经办人不在，交回岗位办"


def run_leaves(actor: Actor) -> dict[str, int]:
    """Begin the leaves whose first day has come and end those whose last is over; twice does no harm."""
    today, done = county_today(), {"begun": 0, "ended": 0, "cases": 0}
    waiting = Leave.objects.filter(state=LeaveState.PLANNED, start__lte=today)
    over = Leave.objects.filter(state=LeaveState.RUNNING, until__lt=today)
    for name, rows, deed in (("begun", waiting, begin_leave), ("ended", over, end_leave)):
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
                if row is not None:
                    done["cases"] += deed(actor, row)
                    done[name] += 1
    return done


def begin_leave(actor: Actor, row: Leave) -> int:
    """Move the officer's open cases to the deputy, those that she can't handle back to the post."""
    row.state = LeaveState.RUNNING
    row.save(update_fields=["state"])
    moved = 0
    for case in held_by(row.officer_id):
        is_able = able(case, row.deputy_id)
        move(
            actor,
            case,
            row.deputy_id if is_able else None,
            action=ASSIGN,
            words=AWAY if is_able else TO_POST,
        )
        HandedCase.objects.create(leave=row, case=case)
        moved += 1
    return moved


def end_leave(actor: Actor, row: Leave) -> int:
    """End it; what the deputy still has goes back where it was wished for and the officer still can."""
    row.state = LeaveState.ENDED
    row.save(update_fields=["state"])
    moved = 0
    if not row.comes_back:
        return moved
    handed = row.handed.values("case")
    for case in held_by(row.deputy_id):
        if HandedCase.objects.filter(leave=row, case=case).exists() and able(case, row.officer_id):
            move(actor, case, row.officer_id, action=ASSIGN, words=BACK)
            moved += 1
    nobody = Case.objects.filter(pk__in=handed, handler=None).exclude(state__in=ENDS)
    for case in nobody.select_for_update(of=("self",)).order_by("pk"):
        if able(case, row.officer_id):
            move(actor, case, row.officer_id, action=ASSIGN, words=BACK)
            moved += 1
    return moved


def release_cases(actor: Actor, user_id: int, *, successor: int | None = None) -> int:
    """Give what an officer can't handle any more to a successor who can, else back to the post.

    Called last in the transaction that takes her post or closes her account.
    """
    moved = 0
    for case in held_by(user_id):
        if not able(case, user_id):
            to = successor if successor and able(case, successor) else None
            move(actor, case, to, action=ASSIGN, words=AWAY if to else TO_POST)
            moved += 1
    return moved


def held_by(user_id: int | None) -> list[Case]:
    """Return the cases that are not done of an officer, locked."""
    rows = Case.objects.filter(handler=user_id).exclude(state__in=ENDS)
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def able(case: Case, user_id: int | None) -> bool:
    """Say whether an account may handle the case today, and did not decide it before."""
    account = User.objects.filter(pk=user_id or 0).select_related("officer").first()
    if account is None or took_part(case, user_id):
        return False
    return can_handle(account, case, current_pack(), county_today())
