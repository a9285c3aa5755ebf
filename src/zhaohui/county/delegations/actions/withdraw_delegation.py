"""The proposer takes back what still waits 撤回."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.actions.take_delegation import locked
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import PROPOSE
from zhaohui.county.delegations.telling import told


def withdraw_delegation(
    actor: Actor, pk: int, _words: str = "", *, version: int | None = None
) -> Delegation:
    """Withdraw it; NotVisible for anybody else's. Raises as `locked` besides."""
    with transaction.atomic():
        row = locked(actor, PROPOSE, pk, DelegationState.WAITING, version=version)
        if row.proposed_by_id != actor.user_id:
            raise NotVisible
        row.state = DelegationState.WITHDRAWN
        row.save()
        record(
            actor, PROPOSE, subject=("delegation", pk), purpose="撤回提出的赋权", change=told(row)
        )
    return row
