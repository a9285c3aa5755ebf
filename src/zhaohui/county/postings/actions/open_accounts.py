"""Open accounts that are not there yet 开户."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zhaohui.county.postings.models import LedgerAccount, Unit
from zhaohui.county.postings.queries import accounts_of

AT_ONCE = 1_000


class Wanted(NamedTuple):
    """An account by its key, with what it is made as where it is not there."""

    key: str
    kind: str
    unit: Unit = Unit.FEN
    person_id: int | None = None
    is_outside: bool = False


def open_accounts(wanted: Iterable[Wanted]) -> dict[str, int]:
    """Return the ids of these accounts by key, those made now too; the caller holds the transaction."""
    by_key = {each.key: each for each in wanted}
    found = accounts_of(by_key)
    fresh = [
        LedgerAccount(
            key=each.key,
            kind=each.kind,
            unit=each.unit,
            person_id=each.person_id,
            is_outside=each.is_outside,
        )
        for key, each in by_key.items()
        if key not in found
    ]
    LedgerAccount.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return found | accounts_of(each.key for each in fresh)
