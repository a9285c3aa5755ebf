"""How large a workbook is, before it is opened: one stray cell in its last corner is 17 milliards of cells."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

MOST_CELLS = 50_000_000
MOST_BYTES = 2_000_000_000
ROW = re.compile(rb'row [^>]*?\br="(\d+)"')
COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')  # the first 26 columns count as 26
BLOCK, OVERLAP = 1 << 20, 200


def is_too_large(path: Path) -> bool:
    """Say whether a workbook (XLSX, XLSM) unpacks to more than can be held; False for other files."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                return True
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/sheet")]
            return any(_cells(archive, sheet) > MOST_CELLS for sheet in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False  # no ZIP, or an encrypted one: opening it says what is wrong


def _cells(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> int:
    rows, columns, rest = 1, 26, b""
    with archive.open(sheet) as file:
        while block := file.read(BLOCK):
            text = rest + block
            rows = max(rows, *(int(found[:9]) for found in ROW.findall(text)), 1)
            columns = max(columns, *map(_number, set(COLUMN.findall(text))), 1)
            rest = text[-OVERLAP:]
    return rows * columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
