"""Bring a department's table in: all rows or none, with every fault told by row and column."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_day
from zhaohui.county.registry.dictionary import Dictionary
from zhaohui.county.registry.errors import MixedDataError
from zhaohui.county.registry.importing.check_rows import RowFault, check_rows
from zhaohui.county.registry.importing.mapping import ColumnMapping, bind
from zhaohui.county.registry.importing.plan_changes import plan_changes
from zhaohui.county.registry.importing.read_table import read_table
from zhaohui.county.registry.importing.write_changes import write_changes
from zhaohui.county.registry.models import SourceBatch
from zhaohui.county.registry.seals import registry_seals
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.pack import Pack

KIND = "table"
LONGEST_DEPARTMENT = 64
EARLIEST = dt.date(1949, 10, 1)


class SourceError(ZhaohuiError):
    """The department or the day of a table is none."""

    code = "source"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whose table it is, of which day, and whether its people are synthetic 模拟数据.

    Raises `SourceError` for a nameless or overlong department and for a day still to come.
    """

    department: str
    as_of: dt.date
    is_synthetic: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.department.strip()) <= LONGEST_DEPARTMENT:
            raise SourceError(
                f"A department's name has 1 to {LONGEST_DEPARTMENT} characters.",
                hint="Say for example --department 民政.",
            )
        if not EARLIEST <= self.as_of <= timezone.localdate():
            raise SourceError(
                f"{self.as_of} is no day of which a table can speak: it lies before {EARLIEST.year}"
                " or after today.",
                hint="Say the day of the department's extract: --date 2026-01-31.",
            )


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What came of it. With `faults` nothing was written; `repeated` names the earlier day."""

    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)
    batch: int | None = None
    repeated: dt.date | None = None


def import_table(
    path: Path,
    *,
    pack: Pack,
    source: Source,
    mapping: ColumnMapping | None = None,
    sheet: str = "",
    dry_run: bool = False,
) -> ImportReport:
    """Read, check and write the table in `path`; `dry_run` stops before writing.

    People are found by identity number. Each stated value gets this batch as its source; a blank
    cell leaves what is there. The same file, read the same way, changes nothing twice. Raises `ZhaohuiError` where the
    file or the mapping is no use, `MixedDataError` where real would meet synthetic people.
    """
    table = read_table(path, sheet=sheet)
    mapping = mapping or ColumnMapping()
    columns = bind(table.headers, mapping, Dictionary(pack.facts))
    content_hash = _content_hash(path, sheet, mapping)
    _refuse_mixing(source)
    if repeated := _repeated(content_hash, len(table.rows)):
        return repeated
    rows, faults = check_rows(table.rows, columns, pack)
    if faults:
        return ImportReport(rows=len(rows), faults=faults)
    # From here on other writers wait: what was planned must be what is written.
    with transaction.atomic():
        _refuse_mixing(source)
        if repeated := _repeated(content_hash, len(rows)):  # another command was quicker
            return repeated
        seals = registry_seals()
        changes = plan_changes(rows, pack, seals)
        report: dict[str, Any] = {"rows": len(rows), "faults": sorted(changes.faults, key=_by_row)}
        if changes.faults:
            return ImportReport(**report)
        report |= {"created": len(changes.new), "updated": changes.changed}
        report["unchanged"] = len(changes.known) - changes.changed
        if dry_run:
            return ImportReport(**report)
        batch = SourceBatch.objects.create(
            department=source.department,
            as_of=source.as_of,
            kind=KIND,
            rows=len(rows),
            content_hash=content_hash,
            is_synthetic=source.is_synthetic,
        )
        write_changes(changes, batch, seals)
    return ImportReport(**report, batch=batch.pk)


def _repeated(content_hash: str, rows: int) -> ImportReport | None:
    earlier = SourceBatch.objects.filter(content_hash=content_hash).first()
    if earlier is None:
        return None
    return ImportReport(rows=rows, batch=earlier.pk, repeated=county_day(earlier.recorded_at))


def _by_row(fault: RowFault) -> int:
    return fault.row


def _refuse_mixing(source: Source) -> None:
    if not SourceBatch.objects.filter(is_synthetic=not source.is_synthetic).exists():
        return
    if source.is_synthetic:
        raise MixedDataError("The registry holds real people; a synthetic table may not join them.")
    raise MixedDataError(
        "The registry holds the synthetic county; real people may not be mixed with it.",
        hint="Name an empty data folder in ZHAOHUI_DATA; or say --synthetic if these are invented.",
    )


def _content_hash(path: Path, sheet: str, mapping: ColumnMapping) -> str:
    """Hash what the table says: its bytes, and how its columns and values are read."""
    reading = json.dumps([sheet, asdict(mapping)], sort_keys=True)
    return hashlib.sha256(path.read_bytes() + b"\0" + reading.encode()).hexdigest()
