"""Give a case to a colleague 分派, or back to the post; each its own step and entry."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.record import record
from zhaohui.county.cases.colleagues import ASSIGN, can_handle, colleagues
from zhaohui.county.cases.errors import CaseAnswerError, CaseStateError, SecondOfficerError
from zhaohui.county.cases.models import Case, CaseStep
from zhaohui.county.cases.queries import case_visible_to, took_part
from zhaohui.county.cases.states import ENDS
from zhaohui.county.catalog.queries import current_pack


def assign_case(actor: Actor, pk: int, to: int, *, version: int | None = None) -> Case:
    """Make a colleague the handler; the state does not change.

    NotVisible out of reach, CaseStateError where it is done, hers already or has moved on,
    CaseAnswerError for somebody who may not handle it, SecondOfficerError for who decided before.
    """
    with transaction.atomic():
        case = case_visible_to(actor, ASSIGN, pk, lock=True)
        if version is not None and case.version != version:
            raise CaseStateError(_("这件在预览之后有人办过，没有分派。"))
        if case.state in ENDS:
            raise CaseStateError(_("这件已经办完，不用分派。"))
        if case.handler_id == to:
            raise CaseStateError(_("这件已经在这位同事手上。"))
        account = User.objects.filter(pk=to).select_related("officer").first()
        pack, today = current_pack(), county_today()
        known = {each.user_id for each in colleagues(actor, pack, today)}
        if account is None or to not in known or not can_handle(account, case, pack, today):
            raise CaseAnswerError(_("这位同事的岗位够不着这一件。"), hint=_("请换一位同事。"))
        if took_part(case, to):
            raise SecondOfficerError(_("上一次的决定有这位同事参加，复核要由另一位办。"))
        move(actor, case, to, action=ASSIGN)
    return case


def move(actor: Actor, case: Case, to: int | None, *, action: str, words: str = "") -> None:
    """Set the handler of a locked case (None: back to the post), note it and record it."""
    before = case.handler_id
    case.handler_id = to
    case.version += 1
    case.save(update_fields=["handler", "version"])
    CaseStep.objects.create(
        case=case,
        name="hand_over",
        before=case.state,
        after=case.state,
        by_id=actor.user_id,
        office=actor.label,
        round=case.round,
        words=words,
    )
    record(
        actor,
        action,
        subject=("person", case.subject_id),
        purpose=f"{case.item_name}：换经办人",
        change={"case": case.pk, "step": "hand_over", "from": before, "to": to},
    )
