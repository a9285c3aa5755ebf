"""Another office's system hands in an application for somebody who agreed: the form, answered at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.submit_case import require_no_open_case, submit_case
from zhaohui.county.cases.carrying import begun_with
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, Channel, PartnerCase
from zhaohui.county.cases.partner_queries import READ, partner_case
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN, Errand
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.forms.stating import Stated, answered
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_by_identity

OLDEST_CONSENT = dt.timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Handed:
    """An application as a system hands it in; `reference` is its own number for it."""

    item: str
    identity: str
    reference: str
    consented_on: dt.date
    consent: str
    stated: Stated


def submit_for(actor: Actor, handed: Handed) -> tuple[Case, bool]:
    """Return the case and whether it is new; the same reference again is the same case.

    NotVisible where nobody in reach has this number (which it is, nobody learns), AppliedAlready
    where she has an open case of the item, NotComplete with what can't be used, ChangedElsewhere
    where she herself or a window has begun the same application.
    """
    case_item(current_pack(), handed.item)
    require_consent(handed)
    try:
        with transaction.atomic():
            return _handed_in(actor, handed)
    except IntegrityError:  # the same reference came twice at once, and the other was quicker
        found = partner_case(actor, TAKE_IN, reference=handed.reference)
        if found is None:
            raise
        return require_same(found, handed), False


def _handed_in(actor: Actor, handed: Handed) -> tuple[Case, bool]:
    found = partner_case(actor, TAKE_IN, reference=handed.reference)
    if found is not None:
        return require_same(found, handed), False
    person = person_by_identity(actor, TAKE_IN, handed.identity)
    require_no_open_case(person.pk, handed.item)
    case = _submitted(actor, handed, person)
    PartnerCase.objects.create(
        case=case,
        account_id=actor.user_id,
        reference=handed.reference,
        consented_on=handed.consented_on,
        consent=handed.consent,
    )
    record(
        actor,
        TAKE_IN,
        subject=("person", person.pk),
        purpose="经本人同意，对接系统代为提交",
        change={"case": case.pk, "did": "consent", "from": handed.consented_on.isoformat()},
    )
    return case, True


def _submitted(actor: Actor, handed: Handed, person: Person) -> Case:
    """Fill in the form by what was stated, keep it as a draft, submit it."""
    sitting = sitting_for(handed.item, APPLICATION, person_id=person.pk)
    answers = begun_with(actor, sitting, person.pk, action=READ)
    if problems := answered(sitting, answers, handed.stated):
        raise NotComplete(_("还有内容需要改，没有提交。"), problems=tuple(problems))
    errand = Errand(TAKE_IN, APPLICATION, person.pk)
    draft = save_draft(actor, sitting, answers, errand=errand, version=None)
    return submit_case(actor, draft.pk, sitting, version=draft.version, channel=Channel.API)


def require_consent(handed: Handed) -> None:
    """Raise CaseAnswerError unless the applicant agreed lately and it is said where that is kept."""
    today = county_today()
    if not today - OLDEST_CONSENT <= handed.consented_on <= today:
        raise CaseAnswerError(_("本人同意的日期不对：要在今天或者之前一年内。"))
    if not handed.consent.strip():
        raise CaseAnswerError(_("请写本人同意的凭据在哪里。"))


def require_same(found: PartnerCase, handed: Handed) -> Case:
    """Return the case of a reference; NotVisible where it was about another item."""
    if found.case.item != handed.item:
        raise NotVisible
    return found.case
