"""Propose to delegate 提出赋权: it waits for a capacity assessment of each area and another officer."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.policy import area_range
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.entry import DelegationEntry, checked
from zhaohui.county.delegations.models import DelegatedArea, DelegatedItem, Delegation
from zhaohui.county.delegations.queries import PROPOSE
from zhaohui.county.delegations.telling import told


def propose_delegation(actor: Actor, entry: DelegationEntry) -> Delegation:
    """Store it waiting; DelegationError names what is to be mended, NotVisible without the right."""
    with transaction.atomic():
        actor.require(PROPOSE)
        if actor.user_id is None:
            raise NotVisible
        items, start, until = checked(entry, current_pack(), county_today())
        row = Delegation.objects.create(
            batch=entry.batch.strip(),
            department=entry.department.strip(),
            may_accept="accept" in entry.steps,
            may_review="review" in entry.steps,
            may_decide="decide" in entry.steps,
            start=start,
            until=until,
            conditions=entry.conditions.strip(),
            proposed_by_id=actor.user_id,
        )
        DelegatedItem.objects.bulk_create(
            DelegatedItem(delegation=row, item=item.id, item_name=item.name) for item in items
        )
        DelegatedArea.objects.bulk_create(
            DelegatedArea(delegation=row, area=code, low=area_range(code)[0])
            for code in dict.fromkeys(entry.areas)
        )
        record(actor, PROPOSE, subject=("delegation", row.pk), purpose="提出赋权", change=told(row))
    return row
