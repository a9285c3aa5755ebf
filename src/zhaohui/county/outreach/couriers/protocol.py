"""What the outbox asks of a courier, and what a courier tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message to hand over; `key` is its identity for the courier and its receipts."""

    key: str
    person_id: int
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a message: of which batch, whether it arrived, why not, whether to try again."""

    key: str
    batch: str
    arrived: bool
    at: str = ""
    why: str = ""
    again: bool = False


class Courier(Protocol):
    """Hands over a batch, once whatever happens, and brings back what became of its messages."""

    def send(self, batch: str, parcels: Sequence[Parcel]) -> Mapping[str, str]:
        """Hand a batch over and return why a parcel was not, by key.

        The same batch again hands over nothing that was handed over before, also where the process
        was killed in between. Raises CourierError where the batch must be tried again later.
        """

    def receipts(self) -> Iterable[tuple[str, Sequence[Receipt]]]:
        """Yield what came back, each part with a name that `settle` takes."""

    def settle(self, part: str) -> None:
        """Put a part aside whose receipts were written down."""
