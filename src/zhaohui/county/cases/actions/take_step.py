"""The one way in which a case goes on: locked, allowed, changed, noted and recorded in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.errors import (
    AppliedAlready,
    CaseAnswerError,
    CaseStateError,
    SecondOfficerError,
)
from zhaohui.county.cases.models import Case, CaseStep, Level
from zhaohui.county.cases.notices import days_of
from zhaohui.county.cases.queries import case_visible_to, delegation_behind, took_part
from zhaohui.county.cases.states import NEW_ROUND, STEPS, Step, step_for
from zhaohui.county.cases.step_words import STEP_WORDS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.one_row import store, write

LONGEST_WORDS = 1000
LEAST_WORDS = 4
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12


@dataclass(frozen=True, kw_only=True)
class Said:
    """What goes with a step: a reason of the pack's list, words to the applicant, what is missing, a day.

    `facts` are names of facts that are missing, `given` what was written where facts were asked for.
    """

    reason: str = ""
    words: str = ""
    lacks: Sequence[Mapping[str, str]] = ()
    until: dt.date | None = None
    facts: Sequence[str] = ()
    given: Mapping[str, str] = field(default_factory=dict)


def locked(actor: Actor, pk: int, name: str, *, version: int | None = None) -> Case:
    """Return the case locked and ready for the step; the caller holds the transaction.

    NotVisible out of reach, DelegationOver where it was delegated and is not any more,
    CaseStateError where it has moved on, SecondOfficerError where another officer has to do it.
    `version` is that of the page on which the step was chosen.
    """
    if name not in STEPS:
        raise NotVisible
    under = delegation_behind(actor, STEPS[name], pk)
    case = case_visible_to(actor, STEPS[name].action, pk, lock=True)
    case.as_read = case.columns()
    case.under = under
    step = step_for(case, name)
    if version is not None and case.version != version:
        raise CaseStateError(
            _("这件在您打开之后有人办过，刚才这一步没有办。"), hint=_("请刷新页面看它现在的状态。")
        )
    if step.other_officer and case.round > 1 and took_part(case, actor.user_id):
        raise SecondOfficerError(
            _("上一次的决定有您参加，复核要由另一位工作人员办。"), hint=_("请交给同单位的其他人。")
        )
    return case


def go_on(
    actor: Actor,
    case: Case,
    name: str,
    said: Said,
    *,
    change: Mapping[str, Any] | None = None,
    action: str = "",
) -> CaseStep:
    """Set the state that the step leads to, note the step and record it; call last in the transaction.

    Whoever is concerned is told of it afterwards, once (`tell_steps`).

    `action` is recorded instead of the step's own. CaseAnswerError where a reason or words are missing.
    """
    require_said(STEPS[name], said)
    before = set_state(case, name)
    return note(actor, case, name, said, before=before, change=change, action=action)


def set_state(case: Case, name: str) -> str:
    """Store the case in the state that the step leads to; return the one before. `note` belongs to it.

    A new case is stored for the first time; of one that `locked` returned only what has changed.
    """
    before = case.state
    if name in NEW_ROUND:
        case.round += 1
    if case.under is not None:
        case.delegation = case.under
    case.state, case.state_since = STEPS[name].after, timezone.now()
    case.version += 1
    if case.pk is None:
        # Where its number or its application was taken meanwhile, `unless_taken` begins anew.
        store(case)
        return before
    try:
        # Only a new round can meet another open case; elsewhere a savepoint would hold nothing.
        with transaction.atomic() if name in NEW_ROUND else nullcontext():
            write(case, case.changed())
    except IntegrityError:
        raise AppliedAlready(
            _("同一个人的同一事项还有一件在办，这一步没有办。"), hint=_("请先办完那一件。")
        ) from None
    return before


def note(
    actor: Actor,
    case: Case,
    name: str,
    said: Said,
    *,
    before: str,
    change: Mapping[str, Any] | None = None,
    action: str = "",
) -> CaseStep:
    """Note and record a step that `set_state` has stored; call last in the transaction."""
    step = STEPS[name]
    if case.under is not None:
        change = {**(change or {}), "delegation": case.under.pk}
    noted = CaseStep(
        case=case,
        name=name,
        before=before,
        after=case.state,
        by_id=actor.user_id,
        office=actor.label,
        level=level_of(actor, action or step.action, case),
        delegation=case.under,
        round=case.round,
        reason=said.reason,
        words=said.words.strip(),
        lacks=[dict(each) for each in said.lacks],
        **days_of(case, name),
    )
    store(noted)
    record(
        actor,
        action or step.action,
        subject=("person", case.subject_id),
        purpose=f"{case.item_name}：{STEP_WORDS[name]}",
        change={"case": case.pk, "step": name, "from": before, "to": case.state, **(change or {})},
    )
    return noted


def level_of(actor: Actor, action: str, case: Case) -> str:
    """Return at which level the actor takes a step on the case; "" where it is nobody's level."""
    if actor.kind in ("resident", "public"):
        return Level.ONLINE
    if actor.kind != "officer":
        return ""
    ranges = actor.delegated_ranges(action) if case.under else actor.ranges(action)
    here = case.area or ""
    digits = max((len(low) for low, high in ranges if low <= here < high), default=0)
    if not digits and not actor.everywhere(action):
        return ""
    return (
        Level.VILLAGE
        if digits >= VILLAGE_DIGITS
        else Level.TOWN
        if digits >= TOWN_DIGITS
        else Level.DISTRICT
    )


def require_said(step: Step, said: Said) -> None:
    """Raise CaseAnswerError where something that the step needs is unsaid, or too much is said."""
    words = said.words.strip()
    if step.reason:
        codes = {row.code for row in current_pack().case_reasons if row.use == step.reason}
        if codes and said.reason not in codes:
            raise CaseAnswerError(_("请选一个理由。"))
    if step.needs_words and len(words) < LEAST_WORDS:
        raise CaseAnswerError(_("请写明原因，至少 4 个字；申请人会看到。"))
    if len(words) > LONGEST_WORDS:
        raise CaseAnswerError(_("写得太长：最多 1000 个字。"))


def take_step(actor: Actor, pk: int, name: str, said: Said, *, version: int | None = None) -> Case:
    """Take a step that changes nothing but the state; see `locked` and `go_on` for what it raises."""
    with transaction.atomic():
        case = locked(actor, pk, name, version=version)
        go_on(actor, case, name, said)
    return case
