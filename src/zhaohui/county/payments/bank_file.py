"""The bank file 发放文件, by the columns of the pack: head line, columns, rows, closing line with digests.

The first cell says what a line is: H head, C columns, D a payment, T the closing line. The digests of
the closing line are over all bytes before it. Format: docs/reference/payments.md.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhaohui.packs.schema.payments import BankFileRow

FORMAT, VERSION = "zhaohui-payments", "1"
SYNTHETIC = "模拟数据"
FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the head line says: whose file, which batch, how many rows, how much."""

    county: str
    batch: str
    benefit: str
    month: str
    is_synthetic: bool


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """The file's bytes, its rows and total, and its digests."""

    content: bytes
    rows: int
    total_fen: int
    sha256: str
    sm3: str


def yuan(fen: int) -> str:
    """Return fen as 元 with two decimals and no separators, as files have it.

    >>> yuan(123405)
    '1234.05'
    """
    return f"{fen // 100}.{fen % 100:02d}"


def write_bank_file(
    form: BankFileRow, head: Head, rows: Sequence[Mapping[str, str]], *, total_fen: int
) -> MadeFile:
    """Return the file of these rows (a text by field each); the same input makes the same bytes."""
    lines: list[Sequence[str]] = [
        ["H", FORMAT, VERSION, head.county, head.batch, head.benefit, head.month,
         str(len(rows)), yuan(total_fen), SYNTHETIC if head.is_synthetic else ""],
        ["C", *(column.head for column in form.columns)],
    ]  # fmt: skip
    lines += [["D", *(cell(row[column.field]) for column in form.columns)] for row in rows]
    body = _csv(lines).encode(form.encoding)
    sha256, sm3 = hashlib.sha256(body).hexdigest(), hashlib.new("sm3", body).hexdigest()
    end = _csv([["T", str(len(rows)), yuan(total_fen), sha256, sm3]])
    content = body + end.encode("utf-8" if form.encoding == "utf-8-sig" else form.encoding)
    return MadeFile(
        content=content,
        rows=len(rows),
        total_fen=total_fen,
        sha256=hashlib.sha256(content).hexdigest(),
        sm3=hashlib.new("sm3", content).hexdigest(),
    )


def cell(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()
