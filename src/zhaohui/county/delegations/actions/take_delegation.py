"""The one way to a delegation that is to be changed: locked, allowed, in the state that is wanted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.delegations.errors import DelegationStateError
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import delegation_visible_to


def locked(actor: Actor, action: str, pk: int, *states: str, version: int | None) -> Delegation:
    """Return the delegation locked; the caller holds the transaction.

    NotVisible out of reach, DelegationStateError where it has moved on or the page was out of date.
    """
    row = delegation_visible_to(actor, action, pk, lock=True)
    if row.state not in states or (version is not None and row.version != version):
        raise DelegationStateError(
            _("这项赋权现在是“%(state)s”，刚才这一步没有办。")
            % {"state": DelegationState(row.state).label},
            hint=_("请刷新页面看它现在的状态。"),
        )
    row.version += 1
    return row


def publish(row: Delegation) -> None:
    """Note that the public list changes today; the caller stores the row."""
    row.published_on = county_today()
    row.public_changes += 1
