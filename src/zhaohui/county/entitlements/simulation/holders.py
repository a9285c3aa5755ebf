"""The arrears 补差 of those who hold what a reform changes, by the lists of those who pay."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.county.entitlements.models import Holding, HoldingList
from zhaohui.engines.rules.simulate import ArrearsLine, Sizes, Study, arrears
from zhaohui.engines.rules.simulate.arrears import months_of

MOST_MONTHS = 60
BATCH = 50_000
SCHEMA = pa.schema([
    ("rule", pa.string()), ("person_id", pa.int64()), ("since", pa.date32()), ("until", pa.date32()),
])  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """What holders are owed; of the rules `without_list` nobody said who holds them."""

    lines: list[ArrearsLine]
    without_list: tuple[str, ...]


def months_owed(first: dt.date | None, paid_from: dt.date) -> list[dt.date]:
    """Return the months from a standard's first day until it is paid; at most the last sixty."""
    return months_of(first, paid_from)[-MOST_MONTHS:] if first else []


def arrears_of(
    study: Study,
    snapshot: Path,
    months: list[dt.date],
    *,
    sizes: Sizes,
    progress: Callable[[str, float], None] | None = None,
) -> Owed:
    """Return what the holders of the compared rules are owed for these months."""
    lists = HoldingList.objects.filter(rule__in=study.rules, is_whole=True)
    listed = set(lists.values_list("rule", flat=True).distinct())
    without = tuple(rule for rule in study.rules if rule not in listed)
    with tempfile.TemporaryDirectory(prefix="holdings-") as made:
        file = Path(made) / "holdings.parquet"
        _write(study, file)
        lines = arrears(study, snapshot, file, months, sizes=sizes, progress=progress)
    return Owed(lines, without)


def _write(study: Study, file: Path) -> None:
    """Write who holds the compared rules, a batch at a time."""
    rows = Holding.objects.filter(rule__in=study.rules).order_by("rule", "person_id")
    with pq.ParquetWriter(file, SCHEMA) as writer:
        batch: list[dict[str, object]] = []
        for row in rows.values(*SCHEMA.names).iterator(chunk_size=BATCH):
            batch.append(row)
            if len(batch) == BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=SCHEMA))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=SCHEMA))
