"""站内消息: the message is there as soon as the outbox says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zhaohui.county.outreach.couriers.protocol import Parcel, Receipt


class InboxCourier:
    """Has nowhere to go: a resident's page reads the outbox itself."""

    def send(self, _batch: str, _parcels: Sequence[Parcel]) -> Mapping[str, str]:
        """Hand nothing over."""
        return {}

    def receipts(self) -> Iterable[tuple[str, Sequence[Receipt]]]:
        """Yield nothing: opening the message is its receipt."""
        return ()

    def settle(self, part: str) -> None:
        """Do nothing."""
