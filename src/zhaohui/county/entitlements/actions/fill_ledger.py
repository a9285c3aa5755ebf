"""Evaluate everyone and fill the ledger; of a synthetic county also invent who holds what."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from zhaohui.county.entitlements.actions.bring_ledger import settle_swept
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.models import HoldingList, LedgerDay
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry import queries as registry
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

SEED = 1
Progress = Callable[[str, float], None]


def fill_ledger(
    pack: Pack, book: Rulebook, *, as_of: dt.date, progress: Progress | None = None
) -> LedgerDay:
    """Sweep, publish and settle; where all people are synthetic and nobody holds anything, make holders."""
    began = (time.perf_counter(), time.process_time())
    mark, changed = registry.changed_households()
    swept = run_sweep(pack, book, as_of=as_of, progress=progress)
    day, _ = settle_swept(book, swept, mark=mark, changed=len(changed), began=began)
    if registry.has_real_people() or HoldingList.objects.exists():
        return day
    make_holdings(book, day=as_of, seed=SEED)
    mark, changed = registry.changed_households()
    day, _ = settle_swept(book, swept, mark=mark, changed=len(changed), began=began)
    return day
