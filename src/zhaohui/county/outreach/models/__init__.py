"""Tables of outreach."""

from zhaohui.county.outreach.models.contact import Consent, ContactLine, LineState, Reason
from zhaohui.county.outreach.models.outbox import Channel, Outbox, OutboxState, Sending
from zhaohui.county.outreach.models.wishes import ContactStop, ContactWish, StopWhy, WishSource

__all__ = [
    "Channel",
    "Consent",
    "ContactLine",
    "ContactStop",
    "ContactWish",
    "LineState",
    "Outbox",
    "OutboxState",
    "Reason",
    "Sending",
    "StopWhy",
    "WishSource",
]
