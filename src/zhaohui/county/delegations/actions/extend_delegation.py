"""A longer term 延长: wanted by one officer, approved or refused by another."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.actions.decide_delegation import require_other
from zhaohui.county.delegations.actions.take_delegation import locked, publish
from zhaohui.county.delegations.capacity import overdue_areas
from zhaohui.county.delegations.entry import require_words
from zhaohui.county.delegations.errors import DelegationError, DelegationStateError
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import APPROVE, PROPOSE
from zhaohui.county.delegations.telling import told

S = DelegationState


def want_longer(
    actor: Actor, pk: int, until: dt.date | None, words: str, *, version: int | None = None
) -> Delegation:
    """Keep the wish until another officer decides; DelegationError for a day that is no later."""
    with transaction.atomic():
        row = locked(actor, PROPOSE, pk, S.APPROVED, version=version)
        if row.until < county_today():
            raise over()
        if until is None or until <= row.until:
            raise DelegationError(_("请写延长到哪一天，要晚于现在的期限。"), field="until")
        row.extension_words = require_words(words, "extend-words")
        row.wanted_until, row.extension_by_id = until, actor.user_id
        row.save()
        wanted = {"wanted": until.isoformat()}
        record(
            actor,
            PROPOSE,
            subject=("delegation", pk),
            purpose=row.extension_words[:200],
            change=told(row) | wanted,
        )
    return row


def approve_extension(
    actor: Actor, pk: int, words: str, *, version: int | None = None
) -> Delegation:
    """Lengthen it as wanted; DelegationError where an assessment is overdue."""
    with transaction.atomic():
        row = _wanted(actor, pk, version)
        if overdue_areas(row):
            raise DelegationError(
                _("有镇村的承接能力评估超期，先评估再延长。"), field="approve-extension"
            )
        assert row.wanted_until is not None
        row.until, row.wanted_until, row.extension_by = row.wanted_until, None, None
        publish(row)
        row.save()
        record(actor, APPROVE, subject=("delegation", pk), purpose=words[:200], change=told(row))
    return row


def refuse_extension(
    actor: Actor, pk: int, words: str, *, version: int | None = None
) -> Delegation:
    """Leave the term as it is, with the reason."""
    with transaction.atomic():
        row = _wanted(actor, pk, version)
        said = require_words(words, "refuse-words")
        row.wanted_until, row.extension_by = None, None
        row.save()
        record(actor, APPROVE, subject=("delegation", pk), purpose=said[:200], change=told(row))
    return row


def _wanted(actor: Actor, pk: int, version: int | None) -> Delegation:
    row = locked(actor, APPROVE, pk, S.APPROVED, version=version)
    if row.wanted_until is None or row.until < county_today():
        raise over()
    require_other(actor, row.extension_by_id)
    return row


def over() -> DelegationStateError:
    """Return the refusal of a step that comes too late."""
    return DelegationStateError(
        _("没有等审批的延长，或者赋权已经到期。"), hint=_("到期的请重新提出。")
    )
