"""Days with events, a refresh each, and a full sweep that must find nothing to say."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.actions.refresh_ledger import refresh_ledger
from zhaohui.county.entitlements.actions.settle_ledger import (
    Settled,
    add_days,
    add_to,
    compare_all,
    due_of_all,
)
from zhaohui.county.entitlements.ledger.numbers import read_rules
from zhaohui.county.entitlements.models import LedgerDay
from zhaohui.county.entitlements.rehearsal.events import Events
from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.engines.rules import Rulebook
from zhaohui.packs import rulebook
from zhaohui.packs.overlay import with_version
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import ParameterRow

Progress = Callable[[str, float], None]
FIRST = dt.date(2026, 11, 20)  # the trial crosses a month's and, at 42 days, a year's start
PARAMETER_DAY = 13
RAISED = 3  # so many figures of money rise on that day
DAY = dt.timedelta(days=1)


@dataclass(kw_only=True)
class Rehearsal:
    """What came out: one row a day, and whether every full sweep agreed."""

    people: int
    services: int
    daily: list[dict[str, Any]] = field(default_factory=list)

    def as_answer(self) -> dict[str, Any]:
        """Return it as `zhaohui ledger verify --json` prints it."""
        full = [row for row in self.daily if row["full_cpu"]]
        ordinary = [row for row in full if not row["what"]]
        share = _total(ordinary, "refresh_cpu") / max(_total(ordinary, "full_cpu"), 1e-9)
        return {
            "identical": all(row["differences"] == 0 for row in full),
            "services": self.services,
            "days": len(self.daily),
            "people": self.people,
            "refresh_cpu_share": round(share, 4),
            "days_compared": len(full),
            "daily": self.daily,
        }


def _total(rows: list[dict[str, Any]], name: str) -> float:
    return float(sum(row[name] for row in rows))


def rehearse(
    pack: Pack, *, days: int, people: int, share: float, every: int, seed: int, progress: Progress
) -> Rehearsal:
    """Live `days` days; `share` of the living households change a day.

    A refresh answers what changed or is due, whatever a shorter way would be; each `every`-th day a
    sweep of everyone is compared with the ledger, and on the last.
    """
    pack = with_rises(pack, FIRST + PARAMETER_DAY * DAY)
    book = rulebook(pack)
    sweep_and_settle(pack, book, as_of=FIRST, progress=progress)
    make_holdings(book, day=FIRST, seed=seed)
    sweep_and_settle(pack, book, as_of=FIRST, progress=progress)
    events = Events(Random(seed))
    result = Rehearsal(people=people, services=len(book.rules))
    homes = registry.living_household_count()
    for number in range(1, days + 1):
        day = FIRST + number * DAY
        progress(str(day), number / days)
        told = events.day(day, households=max(1, round(homes * share)))
        done = refresh_ledger(pack, book, as_of=day)
        row = _row(done, told, day)
        if number % every == 0 or number == days:
            _compare(row, pack, book, day)
        result.daily.append(row)
    return result


def _row(done: LedgerDay, told: dict[str, int], day: dt.date) -> dict[str, Any]:
    what = "parameters rise" if day == FIRST + PARAMETER_DAY * DAY else ""
    return {
        "day": day.isoformat(),
        "what": what,
        "events": told,
        "changed": done.changed,
        "due": done.due,
        "people": done.people,
        "turned": done.rows_now + done.rows_gone,
        "refresh_cpu": done.cpu_seconds,
        "full_cpu": None,
        "differences": None,
        "examples": [],
    }


def _compare(row: dict[str, Any], pack: Pack, book: Rulebook, day: dt.date) -> None:
    cpu = time.process_time()
    found = check_ledger(pack, book, as_of=day)
    row["full_cpu"] = round(time.process_time() - cpu, 3)
    row["differences"] = found.now + found.gone + found.days
    row["examples"] = [{k: str(v) for k, v in each.items()} for each in found.examples]


def check_ledger(pack: Pack, book: Rulebook, *, as_of: dt.date) -> Settled:
    """Read, sweep and compare everyone; write nothing."""
    settled = Settled()
    rules = read_rules(book)
    snapshot = write_snapshot(facts=pack.facts, day=as_of)
    with tempfile.TemporaryDirectory(prefix="check-") as name:
        out = Path(name)
        sweep(book, snapshot.folder, as_of, out)
        for found in compare_all(rules, out, as_of):
            add_to(settled, found)
        add_days(settled, due_of_all(rules, out, snapshot.folder, as_of))
    return settled


def with_rises(pack: Pack, day: dt.date) -> Pack:
    """Return the pack with a few figures of money that rise by a tenth on a day: an invented trial."""
    rows: list[ParameterRow] = []
    rises = 0
    for row in pack.parameters:
        last = max(row.versions, key=lambda each: each.start)
        if rises < RAISED and row.type == "money" and last.end is None and last.value:
            risen = last.model_copy(update={"start": day, "value": last.value * 11 // 10})
            rows.append(with_version(row, risen))
            rises += 1
        else:
            rows.append(row)
    return replace(pack, parameters=tuple(rows))
