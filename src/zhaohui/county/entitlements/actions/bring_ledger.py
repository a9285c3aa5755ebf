"""Bring the ledger to a day the cheaper way: what changed or is due, or everyone where that is needed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from django.db import transaction

from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.entitlements.actions.refresh_ledger import (
    last_day,
    refresh_ledger,
    touched_on,
)
from zhaohui.county.entitlements.actions.run_sweep import Swept, run_sweep
from zhaohui.county.entitlements.actions.settle_ledger import Settled, settle_ledger
from zhaohui.county.entitlements.models import (
    AlikeRule,
    HoldingList,
    LedgerCell,
    LedgerDay,
    RuleNumber,
)
from zhaohui.county.registry import queries as registry
from zhaohui.engines.ledger import State
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

Progress = Callable[[str, float], None]
FULL_SHARE = 4  # where one household in so many is touched, everyone is evaluated


def bring_ledger(
    pack: Pack, book: Rulebook, *, as_of: dt.date, progress: Progress | None = None
) -> LedgerDay:
    """Bring the ledger to `as_of` and return how; raises as `refresh_ledger` and `run_sweep` do.

    Everyone is evaluated where the ledger is empty, stands on another pack or a later day, the
    registry was replaced, a benefit got its first list of holders, or too many households are touched.
    """
    if needs_everyone(pack, as_of):
        swept, _ = sweep_and_settle(pack, book, as_of=as_of, progress=progress)
        return swept
    return refresh_ledger(pack, book, as_of=as_of, progress=progress)


def needs_everyone(pack: Pack, as_of: dt.date) -> bool:
    """Say whether looking at touched households alone would not do, or not pay."""
    last = last_day()
    if last is None or last.as_of > as_of or last.pack_id != load_pack(pack).pk:
        return True
    first = registry.first_batch()
    if first is None or first > last.finished_at or has_new_lists():
        return True
    return len(touched_on(as_of).households) * FULL_SHARE > registry.household_count()


def has_new_lists() -> bool:
    """Say whether holders are known of a benefit of which the ledger still thinks that nobody knows."""
    tracked = HoldingList.objects.values_list("rule", flat=True).distinct()
    if AlikeRule.objects.filter(rule__in=tracked, until=None).exists():
        return True
    numbers = RuleNumber.objects.filter(rule__in=tracked).values_list("number", flat=True)
    return LedgerCell.objects.filter(rule_number__in=numbers, state=State.ENTITLED).exists()


def sweep_and_settle(
    pack: Pack, book: Rulebook, *, as_of: dt.date, progress: Progress | None = None
) -> tuple[LedgerDay, Settled]:
    """Evaluate everyone, publish the sweep and make the ledger agree; say what did not."""
    began, cpu = time.perf_counter(), time.process_time()
    # Noted before the registry is read: a change that comes meanwhile is looked at again.
    mark, changed = registry.changed_households()
    swept = run_sweep(pack, book, as_of=as_of, progress=progress)
    if progress:
        progress("comparing", 0.9)
    return settle_swept(book, swept, mark=mark, changed=len(changed), began=(began, cpu))


def settle_swept(
    book: Rulebook, swept: Swept, *, mark: int | None, changed: int, began: tuple[float, float]
) -> tuple[LedgerDay, Settled]:
    """Make the ledger agree with a published sweep."""
    as_of, version = swept.report.as_of, swept.run.pack
    with transaction.atomic():
        settled = settle_ledger(
            book, swept.folder, swept.snapshot.folder, as_of=as_of, version=version, mark=mark
        )
        day = LedgerDay.objects.create(
            as_of=as_of,
            pack=version,
            is_full=True,
            changed=changed,
            due=0,
            people=swept.report.persons,
            rows_now=settled.now,
            rows_gone=settled.gone,
            seconds=round(time.perf_counter() - began[0], 3),
            cpu_seconds=round(time.process_time() - began[1], 3),
            is_synthetic=swept.snapshot.is_synthetic,
        )
    return day, settled
