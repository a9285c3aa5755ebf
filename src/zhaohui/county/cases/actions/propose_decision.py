"""Propose what is to be decided 拟决定: the officer's word beside what the rules say, with all it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.actions.take_step import Said, go_on, locked, require_said
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.effect import standing_award
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, Decision, Outcome
from zhaohui.county.cases.proposal import proposals
from zhaohui.county.cases.reliefs import ONCE, relief_of
from zhaohui.county.cases.states import STEPS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.plan import has_open_periods
from zhaohui.packs.applying import CaseItem
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an officer proposes. `amount_fen` None: what the rule says; `since` None: see `since_of`."""

    outcome: str
    rule: str
    reason: str
    words: str
    amount_fen: int | None = None
    since: dt.date | None = None


def propose_decision(actor: Actor, pk: int, wanted: Wanted, *, version: int | None = None) -> Case:
    """Keep the proposal with the rule's answer of today and hand it on.

    CaseAnswerError where the reason or words are missing, the rule is not the item's, or money is
    to be granted without an amount. Raises as `locked` besides.
    """
    with transaction.atomic():
        case = locked(actor, pk, "propose", version=version)
        if (user_id := actor.user_id) is None:
            raise NotVisible
        pack, today = current_pack(), county_today()
        require_publicity(case, case_item(pack, case.item))
        require_no_waiting_relief(case)
        said = Said(words=wanted.words)
        require_said(STEPS["propose"], said)
        told = chosen(proposals(case, pack, today), wanted)
        amount = amount_of(told, wanted)
        row = Decision.objects.create(
            case=case,
            round=case.round,
            outcome=wanted.outcome,
            rule=told["id"],
            amount_fen=amount,
            unit=told["unit"] if amount is not None else "",
            since=since_of(case, told, wanted, today),
            reason=reason_code(pack, wanted),
            words=wanted.words.strip(),
            engine_says=told["status"],
            as_of=today,
            pack_version=pack.version,
            parameters=[plain(each) for each in told["parameters"]],
            facts_sealed=seal([plain(each) for each in told["facts"]]),
            told_sealed=seal(told["told"]),
            proposed_by_id=user_id,
        )
        change = {
            "decision": row.pk,
            "outcome": row.outcome,
            "rule": row.rule,
            "says": row.engine_says,
        }
        go_on(actor, case, "propose", said, change=change)
    return case


def require_publicity(case: Case, item: CaseItem) -> None:
    """Raise CaseAnswerError where the item wants a public notice and this round had none."""
    told = case.steps.filter(name="end_publicity", round=case.round)
    if item.item.publicity and not told.exists():
        raise CaseAnswerError(
            _("这个事项决定前要公示，还没有公示过。"), hint=_("先公示，到期结束公示。")
        )


def require_no_waiting_relief(case: Case) -> None:
    """Raise CaseAnswerError while help that was given first waits for another officer's word."""
    given = relief_of(case)
    if given is not None and given.is_waiting:
        raise CaseAnswerError(_("先行救助还在等另一位工作人员确认，确认以后再拟决定。"))


def chosen(found: list[dict[str, Any]], wanted: Wanted) -> dict[str, Any]:
    """Return what the wanted rule says; CaseAnswerError where the item has no such rule."""
    if wanted.outcome not in Outcome.values:
        raise CaseAnswerError(_("请选准予还是不予。"))
    told = next((each for each in found if each["id"] == wanted.rule), None)
    if told is None:
        raise CaseAnswerError(_("请选按哪一条规则决定。"))
    return told


def amount_of(told: dict[str, Any], wanted: Wanted) -> int | None:
    """Return the amount granted, in fen; None for a refusal and for help in kind."""
    if wanted.outcome != Outcome.GRANT or told["in_kind"]:
        return None
    amount: int | None = wanted.amount_fen if wanted.amount_fen is not None else told["amount_fen"]
    if not amount:
        raise CaseAnswerError(_("请写金额：推算没有给出数。"))
    return amount


def since_of(case: Case, told: dict[str, Any], wanted: Wanted, today: dt.date) -> dt.date | None:
    """Return from which day the decision counts; None for a refusal of what nobody had granted.

    What is given once counts from today. A review's grant counts from the first day of what it corrects, its
    refusal ends that from next month on, unless the officer says otherwise.
    """
    prior = standing_award(case)
    if wanted.outcome != Outcome.GRANT and prior is None:
        return None
    if wanted.outcome == Outcome.GRANT and prior is None and told["unit"] == ONCE:
        return wanted.since or today
    if wanted.outcome != Outcome.GRANT or prior is None or prior.rule != wanted.rule:
        return wanted.since or next_month(today)
    since = wanted.since or prior.since
    if has_open_periods(current_pack(), prior.rule, case.subject_id, (prior.since, since)):
        raise CaseAnswerError(
            _("在这一天以前还有没有发的月份，替换以后就发不了。"),
            hint=_("日期不写，或者写先前准予的那一天。"),
        )
    return since


def reason_code(pack: Pack, wanted: Wanted) -> str:
    """Return the reason's code; CaseAnswerError where the pack's list has it not for this outcome."""
    codes = {row.code for row in pack.case_reasons if row.use == wanted.outcome}
    if codes and wanted.reason not in codes:
        raise CaseAnswerError(_("请选一个和结果相符的理由。"))
    return wanted.reason


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the next month.

    >>> next_month(dt.date(2026, 12, 5))
    datetime.date(2027, 1, 1)
    """
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose days are text, as it is kept."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in row.items()
    }
