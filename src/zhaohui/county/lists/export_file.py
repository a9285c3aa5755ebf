"""An export as CSV or XLSX, with a first row that says what it is, and its sealed place on disk."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from django.conf import settings

from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import Sealer
from zhaohui.whole_file import write_whole

# What a spreadsheet may read as a formula, also in full width and after a line break.
FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
# Characters that no workbook may hold, all but tab and line breaks.
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of texts; `watermark` is its first row, `people` the registry ids of those in it."""

    title: str
    watermark: str
    heads: list[str]
    rows: list[list[str]]
    people: list[int] = field(default_factory=list)


def neutral(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> neutral("=1+1"), neutral("王小明")
    ("'=1+1", '王小明')
    """
    text = UNSHOWN.sub(" ", text)
    start = text.lstrip(" \u3000")
    return f"'{text}" if start.startswith(FORMULA_STARTS) else text


def write_sheet(sheet: Sheet, format_name: str) -> bytes:
    """Return the file's bytes: CSV in UTF-8 with a mark that spreadsheets know, or XLSX."""
    lines = [[sheet.watermark], sheet.heads, *sheet.rows]
    table = [[neutral(text) for text in line] for line in lines]
    if format_name == "csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(table)
        return text.getvalue().encode("utf-8-sig")
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet.title[:31])
    for line in table:
        page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def keep_sealed(pk: int, content: bytes) -> str:
    """Store the file sealed, whole or not at all; return the SHA-256 of its content."""
    path = _path(pk)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, _sealer(pk).seal(base64.b64encode(content).decode()))
    return hashlib.sha256(content).hexdigest()


def open_sealed(pk: int) -> bytes | None:
    """Return the file's content; None where it is gone."""
    path = _path(pk)
    if not path.is_file():
        return None
    return base64.b64decode(_sealer(pk).open(path.read_bytes()))


def drop_sealed(pk: int) -> None:
    """Remove the file."""
    _path(pk).unlink(missing_ok=True)


def _path(pk: int) -> Path:
    folder: Path = settings.DATA_DIR / "exports"
    return folder / f"{pk}.sealed"


def _sealer(pk: int) -> Sealer:
    return Sealer(registry_seals().identity.ring, field=f"export-{pk}")
