"""Which courier carries which channel."""

from __future__ import annotations

from zhaohui.county.outreach.couriers.inbox import InboxCourier
from zhaohui.county.outreach.couriers.letters import LetterCourier
from zhaohui.county.outreach.couriers.protocol import Courier
from zhaohui.county.outreach.couriers.sms_drop import SmsDrop
from zhaohui.county.outreach.models import Channel


def couriers() -> dict[str, Courier]:
    """Return the couriers by channel."""
    return {
        Channel.INBOX: InboxCourier(),
        Channel.SMS: SmsDrop(),
        Channel.LETTER: LetterCourier(),
    }
