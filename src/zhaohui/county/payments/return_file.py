"""Read a return file 回盘文件: the rows that can be used, and of every other what, where and how to mend it."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from zhaohui.county.payments.errors import ReturnFileError
from zhaohui.county.registry.importing.check_rows import RowFault
from zhaohui.packs.schema.payments import ReturnFileRow

LARGEST = 10 * 1024 * 1024
LARGEST_FEN = 10**12
LONGEST_REASON = 100
DIGITS = re.compile(r"\d{1,9}", re.ASCII)
CARD = re.compile(r"\d{8,}", re.ASCII)  # a reason may not carry somebody's number into the books
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the bank says of one line of the batch; money in fen."""

    row: int
    line: int
    account: str
    amount_fen: int
    result: str
    reason: str
    day: dt.date | None


@dataclass(kw_only=True)
class ReturnRows:
    """The rows of one batch's file, and what is wrong with others."""

    batch: str
    rows: int = 0
    answers: list[Answer] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read_return_file(form: ReturnFileRow, content: bytes, *, batch: str) -> ReturnRows:
    """Return the file's answers. ReturnFileError where it can't be read or is another batch's.

    A closing line T (rows, total, and SHA-256 and SM3 of all before it where they are given) is held
    to the rows: a file that was cut off or changed on the way is refused whole.
    """
    if len(content) > LARGEST:
        raise ReturnFileError(_("文件超过 10 MB。"), hint=_("请让银行分批回盘。"))
    try:
        text = content.decode(form.encoding)
    except UnicodeDecodeError:
        raise ReturnFileError(
            _("文件不是 %(encoding)s 编码。") % {"encoding": form.encoding},
            hint=_("请另存为这种编码，或者在县包 payments.yaml 里改 encoding。"),
        ) from None
    try:
        lines = [(n, row) for n, row in enumerate(csv.reader(text.splitlines()), 1) if any(row)]
    except csv.Error:
        raise ReturnFileError(
            _("文件不是能读的 CSV。"), hint=_("请让银行按约定的格式重发。")
        ) from None
    heads = next((row[1:] for _n, row in lines if row[0] == "C"), None)
    if heads is None:
        raise ReturnFileError(
            _("文件里没有列名行（第一格是 C）。"), hint=_("格式见 docs/reference/payments.md。")
        )
    named = {column.head: column.field for column in form.columns}
    if missing := [head for head in named if head not in [each.strip() for each in heads]]:
        raise ReturnFileError(_("缺少“%(head)s”这一列。") % {"head": missing[0]})
    fields = [named.get(head.strip(), "") for head in heads]
    found = ReturnRows(batch=batch)
    words = {each.word: str(each.means) for each in form.results}
    for number, row in lines:
        if row[0] != "D":
            continue
        found.rows += 1
        cells = dict(zip(fields, (each.strip() for each in row[1:]), strict=False))
        if cells.get("batch", "") != batch:
            raise ReturnFileError(
                _("第 %(row)s 行是另一批的：这里只收 %(batch)s。")
                % {"row": number, "batch": batch},
                hint=_("请到那一批的页面导入，或者核对文件。"),
            )
        answer = _answer(number, cells, words, found.faults, {v: k for k, v in named.items()})
        if answer:
            found.answers.append(answer)
    _close(lines, found, content, form.encoding)
    return found


def _answer(
    number: int,
    cells: dict[str, str],
    words: dict[str, str],
    faults: list[RowFault],
    heads: dict[str, str],
) -> Answer | None:
    before = len(faults)

    def fault(name: str, what: str, mend: str) -> None:
        faults.append(RowFault(row=number, column=heads.get(name, name), what=what, mend=mend))

    line, amount = cells.get("line", ""), _fen(cells.get("amount", ""))
    result, day = words.get(cells.get("result", ""), ""), None
    if not DIGITS.fullmatch(line):
        fault("line", _("不是序号"), _("请写发放文件里的序号"))
    if amount is None:
        fault("amount", _("不是金额"), _("请写元，最多两位小数"))
    if not result:
        fault("result", _("没有这种结果"), _("请写：%(words)s") % {"words": "、".join(words)})
    if written := cells.get("day", ""):
        day = _day(written)
        if day is None:
            fault("day", _("不是日期"), _("请写成 2026-01-31"))
    if len(faults) > before or amount is None:
        return None
    reason = CARD.sub("…", " ".join(cells.get("reason", "").split()))[:LONGEST_REASON]
    return Answer(
        row=number,
        line=int(line),
        account=cells.get("account", ""),
        amount_fen=amount,
        result=result,
        reason=reason,
        day=day,
    )


def _fen(text: str) -> int | None:
    try:
        fen = Decimal(text.replace(",", "")) * 100
    except ArithmeticError:
        return None
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 < fen < LARGEST_FEN:
        return None
    return int(fen)


def _day(text: str) -> dt.date | None:
    found = DAY.fullmatch(text)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _close(
    lines: list[tuple[int, list[str]]], found: ReturnRows, content: bytes, encoding: str
) -> None:
    """Hold the closing line, where there is one, to what stands before it."""
    ends = [(number, row) for number, row in lines if row[0] == "T"]
    if not ends:
        return
    number, row = ends[-1]
    said = [*row[1:], "", "", "", ""]
    refused = ReturnFileError(
        _("第 %(row)s 行的合计和文件内容对不上。") % {"row": number},
        hint=_("文件可能没有传完或者被改过，请让银行重发。"),
    )
    if number != lines[-1][0] or said[0] != str(found.rows):
        raise refused
    whole = not found.faults
    if whole and _fen(said[1]) != sum(answer.amount_fen for answer in found.answers):
        raise refused
    body = content[: content.rindex("T,".encode(encoding if encoding == "gb18030" else "utf-8"))]
    digests = (("sha256", said[2]), ("sm3", said[3]))
    if any(text and text.lower() != hashlib.new(name, body).hexdigest() for name, text in digests):
        raise refused


def by_line(answers: list[Answer]) -> Iterator[tuple[int, list[Answer]]]:
    """Yield each line's answers in the file's order."""
    lines: dict[int, list[Answer]] = {}
    for answer in answers:
        lines.setdefault(answer.line, []).append(answer)
    yield from lines.items()
