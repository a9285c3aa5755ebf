"""Read what was written into a field, by the strictest rule: the fact's own reader, then its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import UNKNOWN
from zhaohui.county.forms.fields import DATE_PARTS, Field, with_parts
from zhaohui.county.forms.patterns import PATTERNS
from zhaohui.county.registry.fact_values import Value, ValueFault, read_value
from zhaohui.packs.sheet import TODAY, Limit

OLDEST_AGE = 130


def read_field(made: Field, post: Mapping[str, str], today: date) -> Field:
    """Return the field with what was written in the form, and a sentence if that can't be used."""
    raw = written(made, post)
    read = replace(made, raw=raw)
    if made.kind == "date":
        read = with_parts(read, post)
    return judged(read, today)


def judged(read: Field, today: date) -> Field:
    """Return the field with its answer in canonical form, or with the sentence that refuses it."""
    if read.raw == UNKNOWN:
        return replace(read, problem=_("这一项必须填写")) if read.required else read
    if not read.raw:
        wants = read.required or not read.is_compact
        return replace(read, problem=missing(read)) if wants else read
    try:
        value = read_value(read.entry.fact, read.raw)
    except ValueFault:
        return replace(read, problem=fault(read))
    if value is None:
        return judged(replace(read, raw=""), today)
    if problem := out_of_bounds(read, value, today) or against_pattern(read, value):
        return replace(read, problem=problem)
    return replace(read, raw=canonical(value, read.entry.fact.type))


def canonical(value: Value, kind: str) -> str:
    """Return a value as text in the one way in which answers are kept.

    >>> canonical(120050, "money")
    '1200.50'
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if kind == "money":
        return f"{int(value) // 100}.{int(value) % 100:02d}"
    return str(value)


def written(made: Field, post: Mapping[str, str]) -> str:
    """Return the text of a field in a posted form; UNKNOWN where 不知道 is ticked."""
    if post.get(f"{made.id}-unknown"):
        return UNKNOWN
    if made.kind != "date":
        return str(post.get(made.id, "")).strip()
    parts = [str(post.get(f"{made.id}-{part}", "")).strip() for part in DATE_PARTS]
    return "-".join(parts) if any(parts) else ""


def out_of_bounds(read: Field, value: Value, today: date) -> str:
    """Return what is wrong with a value outside the field's bounds; nothing when it is within."""
    low, high = read.entry.low, read.entry.high
    if isinstance(value, date):
        return _date_out_of_bounds(value, low, high, today)
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    kind = read.entry.fact.type
    if isinstance(low, int) and value < low:
        return _("请写不小于 %(low)s 的数") % {"low": canonical(low, kind)}
    if isinstance(high, int) and value > high:
        return _("请写不大于 %(high)s 的数") % {"high": canonical(high, kind)}
    return ""


def _date_out_of_bounds(value: date, low: Limit, high: Limit, today: date) -> str:
    first = today if low == TODAY else low
    last = high if isinstance(high, date) else today  # without a bound: nothing in the future
    if not isinstance(first, date):
        first = last - timedelta(days=366 * OLDEST_AGE)
        if not today.year - OLDEST_AGE <= value.year <= last.year:
            return _("年份不对：请写 %(low)s 到 %(high)s 之间的年份") % {
                "low": today.year - OLDEST_AGE,
                "high": last.year,
            }
    if value > last:
        if last == today:
            return _("日期在今天之后，请检查")
        return _("请写 %(day)s 或之前的日期") % {"day": _day(last)}
    return _("请写 %(day)s 或之后的日期") % {"day": _day(first)} if value < first else ""


def _day(value: date) -> str:
    return date_format(value, "Y-m-d")


def against_pattern(read: Field, value: Value) -> str:
    """Return what is wrong with a text that has not the form its field asks for."""
    pattern = read.entry.row.pattern
    return PATTERNS[pattern](str(value)) if pattern else ""


def missing(made: Field) -> str:
    """Return what to do about an empty field."""
    if made.required:
        return _("请选一个答案") if made.kind in ("choice", "select") else _("请填写")
    if made.kind in ("choice", "select"):
        return _("请选一个答案；拿不准就选“不知道”")
    return _("请填写；拿不准就勾“不知道”")


def fault(made: Field) -> str:
    """Return what is wrong with a field's text, without repeating it: it may be personal."""
    sentences = {
        "date": _("请写日历上有的日期，如 1960 年 5 月 1 日"),
        "money": _("请只写金额数字，以元为单位，最多两位小数，如 1200.50"),
        "int": _("请只写 0 或更大的整数"),
        "text": _("请写得短一些"),
    }
    return sentences.get(made.entry.fact.type, _("请从列出的答案里选一个"))
