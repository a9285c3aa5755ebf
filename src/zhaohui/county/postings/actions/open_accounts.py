"""Open accounts that are not there yet 开户."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zhaohui.county.bulk_rows import insert_columns
from zhaohui.county.postings.models import LedgerAccount, Unit
from zhaohui.county.postings.queries import accounts_of


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
    fresh = [each for key, each in by_key.items() if key not in found]
    insert_columns(LedgerAccount, {
        "key": [each.key for each in fresh],
        "kind": [each.kind for each in fresh],
        "unit": [str(each.unit) for each in fresh],
        "person_id": [each.person_id for each in fresh],
        "is_outside": [each.is_outside for each in fresh],
        "balance": [0] * len(fresh),
        "last_posting": [0] * len(fresh),
    })  # fmt: skip
    return found | accounts_of(each.key for each in fresh)
