"""Approved values laid over the pack's parameters: what officers filled in, as rows of their own.

The county's data folder holds them in one file (`overlay_file`); the database is where they come
from. The pack's text is never changed: `laid_over` returns another `Pack`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zhaohui.packs.book import parameter_faults
from zhaohui.packs.errors import PackError
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import PartialDate, SourceRow
from zhaohui.packs.schema.row import DivisionCode, Row, Verification, Word
from zhaohui.packs.schema.rules import ParameterRow, VersionRow

PLACE = "overlay"  # the "file" of an approved row's place; its "line" is the proposal's number
DAY = dt.timedelta(days=1)
NOTHING_HASHED = ""


class OverlayRow(Row):
    """One approved version of a parameter: money in fen, dates and table keys as JSON has them."""

    proposal: int
    parameter: Word
    area: DivisionCode
    start: dt.date
    end: dt.date | None = None
    value: Any
    verification: Verification
    note: str = ""
    title: Word
    doc_no: str = ""
    article: str = ""
    address: str = ""
    published: PartialDate = ""
    retrieved: PartialDate = ""


@dataclass(frozen=True)
class Overlay:
    """The approved rows and the hash over them; empty where nobody has filled anything."""

    rows: Sequence[OverlayRow] = ()
    version: str = NOTHING_HASHED


def overlay_file(data: Path) -> Path:
    """Return where a data folder keeps its approved values."""
    return data / "overlay" / "parameters.json"


def as_bytes(rows: Iterable[OverlayRow]) -> bytes:
    """Return the file's content: the rows by number, so that equal overlays are equal bytes."""
    ordered = sorted(rows, key=lambda row: row.proposal)
    listed = [row.model_dump(mode="json", exclude={"place"}) for row in ordered]
    return json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_overlay(path: Path) -> Overlay:
    """Return the approved rows of a file; none where there is no file. PackError for a broken one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Overlay()
    try:
        listed = json.loads(content)
        rows = tuple(OverlayRow(**row, place=f"{PLACE}:{row['proposal']}") for row in listed)
    except (ValueError, TypeError, KeyError, ValidationError) as error:
        raise PackError(
            f"{path.name} of the data folder, which holds the approved parameters, is damaged.",
            hint="zhaohui sweep writes it again from the database.",
        ) from error
    version = hashlib.sha256(content).hexdigest()[:16] if rows else NOTHING_HASHED
    return Overlay(rows, version)


def laid_over(pack: Pack, overlay: Overlay) -> Pack:
    """Return the pack with the approved values in their places; its version tells both apart.

    A row that no longer fits a pack that was changed meanwhile is left out; see `unused`.
    """
    if not overlay.rows:
        return pack
    rows = {row.name: row for row in pack.parameters}
    sources = []
    for entry in overlay.rows:
        if why_unused(pack.areas_chain, rows.get(entry.parameter), entry):
            continue
        parameter = rows[entry.parameter]
        rows[entry.parameter] = with_version(parameter, version_row(parameter, entry))
        sources.append(source_row(entry))
    both = hashlib.sha256(f"{pack.version}\0{overlay.version}".encode()).hexdigest()[:16]
    return replace(
        pack,
        version=both,
        parameters=tuple(rows.values()),
        sources=(*pack.sources, *sources),
    )


def with_version(parameter: ParameterRow, new: VersionRow) -> ParameterRow:
    """Return the parameter with `new` in force for its period, whatever was there before.

    An earlier value ends the day before; of a declared gap, what lies before and after stays.
    """
    kept: list[VersionRow] = []
    for old in parameter.versions:
        if old.area != new.area or not overlaps(old, new):
            kept.append(old)
            continue
        if old.start < new.start:
            kept.append(old.model_copy(update={"end": new.start - DAY}))
        if old.gap and new.end is not None and (old.end is None or old.end > new.end):
            kept.append(old.model_copy(update={"start": new.end + DAY}))
    versions = tuple(sorted((*kept, new), key=lambda each: (each.area, each.start)))
    return parameter.model_copy(update={"versions": versions})


def clashes(parameter: ParameterRow, new: VersionRow) -> list[VersionRow]:
    """Return the values that `new` would contradict: same area and days, and not merely succeeded.

    A value without an end may be succeeded by one that starts later.
    """
    return [
        old
        for old in parameter.versions
        if old.area == new.area
        and overlaps(old, new)
        and old.value is not None
        and not old.gap
        and not (old.end is None and old.start < new.start)
    ]


def overlaps(one: VersionRow, other: VersionRow) -> bool:
    """Say whether two versions share a day."""
    starts_in_time = one.end is None or other.start <= one.end
    return starts_in_time and (other.end is None or one.start <= other.end)


def version_row(parameter: ParameterRow, entry: OverlayRow) -> VersionRow:
    """Return an approved row as a version of its parameter."""
    said = "。".join(part for part in (entry.article, entry.note) if part)
    cells = {
        "area": entry.area,
        "from": entry.start,
        "to": entry.end,
        "value": value_from_json(parameter, entry.value),
        "source": source_id(entry.proposal),
        "verification": entry.verification,
        "note": said,
        "place": entry.place,
    }
    return VersionRow.model_validate(cells)


def source_row(entry: OverlayRow) -> SourceRow:
    """Return the document that an approved row cites."""
    return SourceRow(
        source_id=source_id(entry.proposal),
        title=entry.title,
        doc_no=entry.doc_no,
        address=entry.address,
        published=entry.published,
        retrieved=entry.retrieved,
        verification=entry.verification,
        note=entry.article,
        place=entry.place,
    )


def source_id(proposal: int) -> str:
    """Return the name that an officer's document has among the pack's sources."""
    return f"{PLACE}-{proposal}"


def value_to_json(value: Any) -> Any:
    """Return a loaded value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): value_to_json(cell) for key, cell in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def value_from_json(parameter: ParameterRow, value: Any) -> Any:
    """Return a value of JSON with the parameter's types: dates, and whole numbers as keys."""
    if parameter.type == "table" and isinstance(value, dict):
        wanted = str if parameter.key == "text" else int
        return {wanted(key): _cell(parameter.of, cell) for key, cell in value.items()}
    return _cell(parameter.type, value)


def _cell(kind: str | None, value: Any) -> Any:
    return dt.date.fromisoformat(value) if kind == "date" and value is not None else value


def unused(pack: Pack, overlay: Overlay) -> dict[int, str]:
    """Return why approved rows change nothing in this pack, by proposal; the sentences are Chinese."""
    rows = {row.name: row for row in pack.parameters}
    found = {}
    for entry in overlay.rows:
        parameter = rows.get(entry.parameter)
        if why := why_unused(pack.areas_chain, parameter, entry):
            found[entry.proposal] = why
        elif parameter is not None:
            rows[entry.parameter] = with_version(parameter, version_row(parameter, entry))
    return found


def why_unused(areas: Sequence[str], parameter: ParameterRow | None, entry: OverlayRow) -> str:
    """Return why a row can't be laid over the parameter as it stands; "" where it can."""
    if parameter is None:
        return "县包里已没有这个参数"
    if any(
        old.area == entry.area and old.start == entry.start and old.value is not None
        for old in parameter.versions
        if not old.place.startswith(f"{PLACE}:") and not old.gap
    ):
        return "县包里已写入这一日起的标准"
    try:
        new = version_row(parameter, entry)
    except (ValueError, TypeError):
        return "县包里这个参数的类型已改变"
    faults = parameter_faults(with_version(parameter, new), areas)
    return f"与县包现在的标准不相接：{faults[0].sentence}" if faults else ""
