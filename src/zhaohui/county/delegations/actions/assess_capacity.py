"""Assess whether a town or village can take on what is delegated 承接能力评估, before and after."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.capacity import FORM
from zhaohui.county.delegations.errors import DelegationStateError
from zhaohui.county.delegations.models import CapacityAssessment, Delegation, DelegationState
from zhaohui.county.delegations.queries import PROPOSE, delegation_visible_to
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers, seal_answers
from zhaohui.county.forms.queries import visible_to as drafts_visible_to
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registers.scoring import plain_scores, scored

OPEN = (DelegationState.WAITING, DelegationState.APPROVED)


def assess_capacity(
    actor: Actor, pk: int, area: str, *, sitting: Sitting, draft: Draft
) -> CapacityAssessment:
    """Add the draft up, keep it with the delegation, delete the draft.

    NotVisible out of reach or for an area that it does not name, DelegationStateError where it is
    over, ChangedElsewhere where the draft was sent already, NotComplete with the problems.
    """
    with transaction.atomic():
        row = assessable(actor, pk, area, lock=True)
        if sitting.sheet.form.id != FORM or actor.user_id is None:
            raise NotVisible
        answers = _taken(actor, sitting, draft)
        made = CapacityAssessment.objects.create(
            delegation=row,
            area=area,
            is_before=row.state == DelegationState.WAITING,
            day=county_today(),
            form_name=sitting.sheet.form.name,
            scores=plain_scores(sitting, scored(sitting, answers)),
            answers_sealed=seal_answers(answers),
            assessor_id=actor.user_id,
            pack_version=sitting.pack.version,
        )
        record(
            actor,
            PROPOSE,
            subject=("delegation", row.pk),
            purpose="承接能力评估",
            change={"did": "assess", "area": area, "assessment": made.pk, "before": made.is_before},
        )
    return made


def assessable(actor: Actor, pk: int, area: str, *, lock: bool = False) -> Delegation:
    """Return the delegation whose area can be assessed now; else NotVisible, DelegationStateError."""
    row = delegation_visible_to(actor, PROPOSE, pk, lock=lock)
    if area not in {each.area for each in row.areas.all()}:
        raise NotVisible
    if row.state not in OPEN:
        raise DelegationStateError(_("这项赋权已经结束，不用再评估。"))
    return row


def _taken(actor: Actor, sitting: Sitting, draft: Draft) -> Answers:
    """Return the draft's answers, and delete it: a second sending finds none."""
    own = drafts_visible_to(actor, PROPOSE).select_for_update(of=("self",))
    kept = own.filter(pk=draft.pk, version=draft.version, submitted_at=None).first()
    if kept is None:
        raise ChangedElsewhere(
            _("这份评估在另一处改过或已经登记，没有重复登记。"), hint=_("请打开赋权看一看。")
        )
    clean, _pages, problems = read_whole(sitting, open_answers(kept, sitting))
    if problems:
        raise NotComplete(_("还有内容需要改，没有登记。"), problems=tuple(problems))
    kept.delete()
    return clean
