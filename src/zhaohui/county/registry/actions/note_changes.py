"""Note which households changed, in the transaction that changed them."""

from __future__ import annotations

from collections.abc import Iterable

from zhaohui.county.registry.models import ChangedHousehold


def note_changes(households: Iterable[int]) -> None:
    """Note that facts or members of these households changed, so that the ledger looks at them again."""
    rows = [ChangedHousehold(household_id=each) for each in sorted(set(households))]
    ChangedHousehold.objects.bulk_create(rows, batch_size=2_000)
