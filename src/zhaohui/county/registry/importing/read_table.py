"""A CSV or XLSX file as headers and rows, with the row numbers that people see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook

from zhaohui.county.registry.importing.workbook_size import is_too_large
from zhaohui.errors import ZhaohuiError

ENCODINGS = ("utf-8-sig", "gb18030")  # departments' programs write either
SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXTS = {".csv", ".txt", ".tsv"}


class TableError(ZhaohuiError):
    """The file is no table that can be read."""

    code = "table"


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """Headers, and rows as (row number in the file, one cell a header)."""

    headers: list[str]
    rows: list[tuple[int, list[Any]]]


def read_table(path: Path, *, sheet: str = "") -> RawTable:
    """Return the table in `path`; of a workbook the named sheet, else the first visible one.

    Empty rows are left out. Raises `TableError` with what to do.
    """
    kind = path.suffix.lower()
    if not path.is_file():
        raise TableError(f"{path} is not a file.")
    if kind in SPREADSHEETS:
        cells = _sheet(path, sheet)
    elif kind in TEXTS:
        cells = _lines(path)
    else:
        raise TableError(
            f"{path.name} is neither CSV nor XLSX.", hint="Save the table as one of the two."
        )
    return _table(cells, path.name)


def _table(cells: list[list[Any]], name: str) -> RawTable:
    numbered = [(number, row) for number, row in enumerate(cells, 1) if any(map(_is_filled, row))]
    if not numbered:
        raise TableError(f"{name} is empty.", hint="The first row names the columns.")
    headers = [str(cell or "").strip() for cell in numbered[0][1]]
    while headers and not headers[-1]:
        headers.pop()
    if blank := [str(place) for place, header in enumerate(headers, 1) if not header]:
        raise TableError(f"{name}: column {blank[0]} has no name in the first row.")
    if twice := sorted({header for header in headers if headers.count(header) > 1}):
        raise TableError(f"{name}: two columns are called “{twice[0]}”.", hint="Rename one.")
    rows = []
    for number, row in numbered[1:]:
        if any(map(_is_filled, row[len(headers) :])):
            raise TableError(
                f"{name}: row {number} has more cells than there are column names.",
                hint="A comma inside a cell must stand in quotes.",
            )
        rows.append((number, row[: len(headers)] + [None] * (len(headers) - len(row))))
    if not rows:
        raise TableError(f"{name} has column names but no rows.")
    return RawTable(headers=headers, rows=rows)


def _is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _sheet(path: Path, sheet: str) -> list[list[Any]]:
    if is_too_large(path):
        raise TableError(
            f"{path.name} is too large, or has a cell far away from its table.",
            hint="Delete the empty rows and columns around the table, or save it as CSV.",
        )
    try:
        with path.open("rb") as file:
            workbook = load_workbook(file)
            names = workbook.sheet_names
            if sheet and sheet not in names:
                raise TableError(
                    f"{path.name} has no sheet “{sheet}”.", hint=f"It has: {'、'.join(names)}."
                )
            if not names:
                raise TableError(f"{path.name} has no sheet.")
            name = sheet or _first_visible(workbook) or names[0]
            return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise TableError(
            f"{path.name} can't be read as a workbook.", hint="Open and save it again as XLSX."
        ) from error


def _first_visible(workbook: CalamineWorkbook) -> str:
    sheets = workbook.sheets_metadata
    return next((sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible), "")


def _lines(path: Path) -> list[list[Any]]:
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return list(_records(text, path.name))
    raise TableError(
        f"{path.name} is neither UTF-8 nor GB 18030 text.", hint="Save it as “CSV UTF-8”."
    )


def _records(text: str, name: str) -> Iterator[list[str]]:
    if "\0" in text:
        raise TableError(f"{name} is not text.", hint="Save the table as CSV or XLSX.")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise TableError(
            f"{name}: line {reader.line_num} is broken CSV.", hint="Is a quotation mark missing?"
        ) from error
