"""CSV records with their line numbers, the header checked against a row's model."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from zhaohui.packs.errors import Problems
from zhaohui.packs.schema.row import Row


def csv_records(
    text: str, model: type[Row], *, name: str, problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells by column) for each record; empty cells are left out.

    A wrong header, or a record with another number of cells, is a problem and yields nothing.
    """
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if not _header_is_right(header, model, name=name, problems=problems):
            return
        line = reader.line_num + 1
        for cells in reader:
            here, line = line, reader.line_num + 1  # a record may span lines
            if not cells or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problems.error(
                    f"{name}:{here}",
                    f"this record has {len(cells)} cells but the header has {len(header)}",
                    "put a cell that holds a comma into double quotes",
                )
                continue
            yield here, {k: v.strip() for k, v in zip(header, cells, strict=True) if v.strip()}
    except csv.Error as error:
        hint = "look for a double quote that is not closed"
        problems.error(f"{name}:{line}", f"this is not CSV: {error}", hint)


LAST = ("source", "verification", "note")


def header_of(model: type[Row]) -> list[str]:
    """The columns of a row's model as a new file has them: its own first, then source and mark."""
    names = [name for name in model.model_fields if name != "place"]
    return [n for n in names if n not in LAST] + [n for n in LAST if n in names]


def _columns(model: type[Row]) -> tuple[list[str], list[str]]:
    names = header_of(model)
    required = [name for name in names if model.model_fields[name].is_required()]
    return required, [name for name in names if name not in required]


def _header_is_right(header: list[str], model: type[Row], *, name: str, problems: Problems) -> bool:
    required, optional = _columns(model)
    missing = [c for c in required if c not in header]
    unknown = [c for c in header if c not in required and c not in optional]
    twice = sorted({c for c in header if header.count(c) > 1})
    for fault, names in (("lacks", missing), ("has the unknown", unknown), ("repeats", twice)):
        if names:
            problems.error(
                f"{name}:1",
                f"the header {fault} column{'s' * (len(names) > 1)} {', '.join(names)}",
                f"columns: {', '.join(required)}; optional: {', '.join(optional)}",
            )
    return not (missing or unknown or twice)
