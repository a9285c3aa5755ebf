"""Give help before the decision 先行救助: one officer up to the county's limit, else with a second one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.take_step import LEAST_WORDS, Said
from zhaohui.county.cases.errors import CaseAnswerError, CaseStateError, SecondOfficerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseStep, Relief
from zhaohui.county.cases.queries import case_visible_to
from zhaohui.county.cases.reliefs import allows_relief, relief_limit, relief_of
from zhaohui.county.cases.states import APPROVE, HANDLE
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.applying import term_days

WORDS = {
    "relief": "先行救助",
    "relief_confirm": "确认先行救助",
    "relief_refuse": "没有同意先行救助",
}


def give_relief(actor: Actor, pk: int, said: Said, *, amount_fen: int | None) -> Case:
    """Note what was given and by when the case must be decided.

    CaseStateError where the item or the state has no help first, CaseAnswerError where the reason,
    the words or the amount are missing.
    """
    with transaction.atomic():
        case = case_visible_to(actor, HANDLE, pk, lock=True)
        pack, today = current_pack(), county_today()
        item = case_item(pack, case.item)
        if actor.user_id is None:
            raise NotVisible
        if not allows_relief(case, item):
            raise CaseStateError(_("这件现在不能先行救助。"), hint=_("请刷新页面看它现在的状态。"))
        amount = required_amount(said, amount_fen)
        limit = relief_limit(pack, item, today)
        days = term_days(pack, "relief")
        row = Relief.objects.create(
            case=case,
            amount_fen=amount,
            reason=said.reason,
            words=said.words.strip(),
            needs_second=limit is None or amount > limit,
            given_by_id=actor.user_id,
            papers_by=None if days is None else pack.working_days.after(today, days),
        )
        _note(actor, case, row, "relief")
    return case


def confirm_relief(actor: Actor, pk: int, said: Said, *, agrees: bool) -> Case:
    """Say as another officer whether the help may be given; SecondOfficerError for the one who gives it."""
    with transaction.atomic():
        case = case_visible_to(actor, APPROVE, pk, lock=True)
        row = relief_of(case)
        if row is None or not row.is_waiting:
            raise CaseStateError(_("没有等确认的先行救助。"), hint=_("请刷新页面。"))
        if row.given_by_id == actor.user_id:
            raise SecondOfficerError(
                _("是您自己先行救助的，要由另一位工作人员确认。"),
                hint=_("请交给有审批权限的同事。"),
            )
        if agrees:
            row.confirmed_by_id, row.confirmed_at = actor.user_id, timezone.now()
        else:
            row.is_dropped = True
        row.save(update_fields=["confirmed_by", "confirmed_at", "is_dropped"])
        _note(actor, case, row, "relief_confirm" if agrees else "relief_refuse", said.words.strip())
    return case


def required_amount(said: Said, amount_fen: int | None) -> int:
    """Return the amount; CaseAnswerError where the reason, the words or the amount are missing."""
    codes = {row.code for row in current_pack().case_reasons if row.use == "relief"}
    if codes and said.reason not in codes:
        raise CaseAnswerError(_("请选一个理由。"))
    if len(said.words.strip()) < LEAST_WORDS:
        raise CaseAnswerError(_("请写明给了什么、怎样给的，至少 4 个字；申请人会看到。"))
    if not amount_fen:
        raise CaseAnswerError(_("请写金额；给的是东西，写折合多少元。"))
    return amount_fen


def _note(actor: Actor, case: Case, row: Relief, name: str, words: str = "") -> None:
    CaseStep.objects.create(
        case=case,
        name=name,
        before=case.state,
        after=case.state,
        by_id=actor.user_id,
        office=actor.label,
        round=case.round,
        reason=row.reason if name == "relief" else "",
        words=words or row.words,
    )
    record(
        actor,
        HANDLE if name == "relief" else APPROVE,
        subject=("person", case.subject_id),
        purpose=f"{case.item_name}：{WORDS[name]}",
        change={"case": case.pk, "relief": row.pk, "step": name, "second": row.needs_second},
    )
