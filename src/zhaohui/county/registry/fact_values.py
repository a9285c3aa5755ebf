"""A fact's value as people write it (YAML, CSV, a spreadsheet's cell, a form) made exact."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from zhaohui.packs.schema.registers import FactRow

Value = bool | int | str | date
TRUE = {"是", "有", "true", "1", "y", "yes", "√", "t"}
FALSE = {"否", "无", "没有", "不是", "false", "0", "n", "no", "×", "f"}
BLANK = {"", "-", "—", "——", "/", "不详", "未知", "null", "none"}
DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
)
LONGEST_TEXT = 64
LARGEST_INT = 2**31 - 1
LARGEST_FEN = 10**14
MOST_DIGITS = 30  # 9E+999999 is a number too, and too large to calculate with
OLDEST = date(1850, 1, 1)


class ValueFault(ValueError):
    """Why a value is not one of its fact's: what is wrong, and how to mend it. Never the value."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}；{mend}")
        self.what = what
        self.mend = mend


def read_value(fact: FactRow, raw: Any) -> Value | None:
    """Return the typed value (money in int fen); None where `raw` is blank: unknown.

    Raises `ValueFault`, whose sentences do not repeat what was written: it may be personal.
    """
    if isinstance(raw, str):
        raw = raw.strip()
        if raw.lower() in BLANK and raw not in fact.values:
            return None
    if raw is None:
        return None
    return READERS[fact.type](fact, raw)


def _bool(fact: FactRow, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(int(raw)) if isinstance(raw, int | float) and raw in (0, 1) else str(raw).lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise ValueFault(f"“{fact.name}”不是“是”或“否”", "请写 是 或 否，不知道就留空")


def _whole(fact: FactRow, raw: Any) -> int:
    number = _number(fact, raw)
    if number != number.to_integral_value() or abs(number) > LARGEST_INT:
        raise ValueFault(f"“{fact.name}”不是整数", f"请写整数{_unit(fact)}")
    if number < 0:
        raise ValueFault(f"“{fact.name}”是负数", f"请写 0 或更大的整数{_unit(fact)}")
    return int(number)


def _money(fact: FactRow, raw: Any) -> int:
    fen = _number(fact, raw) * 100
    if fen != fen.to_integral_value():
        raise ValueFault(f"“{fact.name}”的小数超过两位", "金额以元为单位，最多写到分")
    if not 0 <= fen <= LARGEST_FEN:
        raise ValueFault(f"“{fact.name}”的金额是负数或过大", "金额以元为单位，没有就写 0")
    return int(fen)


def _number(fact: FactRow, raw: Any) -> Decimal:
    text = str(raw).replace(",", "").replace("，", "").removesuffix("元")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    is_countable = number.is_finite() and abs(number.adjusted()) < MOST_DIGITS
    if isinstance(raw, bool) or not is_countable:
        raise ValueFault(f"“{fact.name}”不是数字", f"请只写数字{_unit(fact)}")
    return number


def _date(fact: FactRow, raw: Any) -> date:
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
    else:
        found = DATE.fullmatch(str(raw).strip().removesuffix(" 00:00:00"))
        try:
            day = date(*(int(part) for part in found.groups() if part)) if found else OLDEST
        except ValueError:
            day = OLDEST
    if day <= OLDEST:
        raise ValueFault(f"“{fact.name}”不是日历上的日期", "请写成 1960-05-01 的样子")
    return day


def _enum(fact: FactRow, raw: Any) -> str:
    text = str(raw)
    if text in fact.values:
        return text
    near = get_close_matches(text, fact.values, n=1)
    which = f"是不是“{near[0]}”？" if near else ""
    raise ValueFault(f"“{fact.name}”没有这个选项", f"{which}请从中选一个：{'、'.join(fact.values)}")


def _text(fact: FactRow, raw: Any) -> str:
    text = str(raw)
    longest = getattr(fact, "max_length", LONGEST_TEXT)  # a form's own field sets its own
    if len(text) > longest:
        raise ValueFault(f"“{fact.name}”超过 {longest} 个字", "请写短一些")
    return text


def _code(fact: FactRow, raw: Any) -> str:
    text = str(int(raw)) if isinstance(raw, int | float) and not isinstance(raw, bool) else str(raw)
    if not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", text, re.ASCII):
        raise ValueFault(
            f"“{fact.name}”不是区划代码", "请写 6 位（县区）、9 位（乡镇）或 12 位（村、社区）数字"
        )
    return text


def _unit(fact: FactRow) -> str:
    return f"（{fact.unit}）" if fact.unit else ""


READERS: dict[str, Callable[[FactRow, Any], Value]] = {
    "bool": _bool,
    "int": _whole,
    "money": _money,
    "date": _date,
    "enum": _enum,
    "text": _text,
    "code": _code,
}
