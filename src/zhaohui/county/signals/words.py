"""Signals in words: levels with their signs, terms, and thresholds as sentences with where they are from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zhaohui.county.signals.limits import number_text, resolved, thresholds_of
from zhaohui.engines.warning import average_run_length, limit_for
from zhaohui.packs.checks.usage import words_of
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import COLOURS, LevelRow, SignalRow

# Severity: a sign and a word; a colour alone tells nothing.
SIGNS = ("·", "△", "▲", "■")
COLOUR_NAMES = (
    gettext_lazy("蓝色"),
    gettext_lazy("黄色"),
    gettext_lazy("橙色"),
    gettext_lazy("红色"),
)
PERIODS = {
    "day": gettext_lazy("每天"),
    "week": gettext_lazy("每周"),
    "month": gettext_lazy("每月"),
    "quarter": gettext_lazy("每季度"),
    "year": gettext_lazy("每年"),
}


def said(row: SignalRow, text: str) -> str:
    """Return a text of the signal's file; in English as the file has it."""
    if (get_language() or "").startswith("en"):
        return row.english.get(text, text)
    return text


def level_text(severity: int) -> str:
    """Return a severity as sign and word: "■ 红色"."""
    return f"{SIGNS[severity]} {COLOUR_NAMES[severity]}"


def due_text(due: dt.datetime, *, is_open: bool) -> str:
    """Return a term in words, and whether it is over."""
    local = timezone.localtime(due)
    day = f"{local:%Y-%m-%d %H:%M}"
    if not is_open:
        return day
    left = due - timezone.now()
    if left < dt.timedelta(0):
        return _("! 已超期（%(day)s）") % {"day": day}
    if left < dt.timedelta(days=1):
        return _("还有 %(hours)s 小时") % {"hours": max(int(left.total_seconds() // 3600), 1)}
    return _("%(day)s 以前") % {"day": day}


def term_text(row: SignalRow) -> str:
    """Return within what time an alert is to be dealt with."""
    if row.plan.hours is not None:
        return _("%(n)s 小时以内") % {"n": row.plan.hours}
    return _("%(n)s 个工作日以内") % {"n": row.plan.days}


@dataclass(frozen=True)
class LevelWords:
    """A level as a page says it: sign and word, when it is raised, and what is not known of it."""

    severity: int
    name: str
    words: str
    sentence: str
    source: str
    verification: str
    note: str
    parameter: str = ""
    gap: str = ""


def level_words(pack: Pack, row: SignalRow, today: dt.date) -> list[LevelWords]:
    """Return a signal's levels in words, mildest first."""
    return [_level(pack, row, number, level, today) for number, level in enumerate(row.levels)]


def _level(pack: Pack, row: SignalRow, number: int, level: LevelRow, today: dt.date) -> LevelWords:
    severity = COLOURS.index(level.colour)
    source, mark, gap = level.source, level.verification, ""
    parameter = level.parameter or _asked(pack, level)
    if parameter:
        found = resolved(pack, parameter, today)
        version = found.version
        if found.value is None:
            gap = version.gap if version else _("没有填")
        elif version is not None and level.parameter:
            source, mark = version.source, version.verification  # type: ignore[assignment] # a level of the pack
    return LevelWords(
        severity=severity,
        name=level_text(severity),
        words=said(row, level.words),
        sentence="；".join(_parts(pack, row, number, level, today)),
        source=pack.source(source).title,
        verification=mark,
        note=level.note,
        parameter=parameter,
        gap=gap,
    )


def _asked(pack: Pack, level: LevelRow) -> str:
    """Return the first parameter that a level's expressions ask, "" for none."""
    names = words_of(level.when or "0")[0] | words_of(level.stays or "0")[0]
    return next((each.name for each in pack.parameters if each.name in names), "")


def _parts(pack: Pack, row: SignalRow, number: int, level: LevelRow, today: dt.date) -> list[str]:
    parts = []
    if row.watch.has_chart:
        parts.append(chart_sentence(row))
    elif row.watch.is_numeric:
        parts.append(_threshold(pack, row, number, today))
    if level.hold_days:
        parts.append(_("要连续 %(n)s 天") % {"n": level.hold_days})
    parts.append(_("发出后 %(n)s 天内不重复发") % {"n": level.cool_days})
    return parts


def _threshold(pack: Pack, row: SignalRow, number: int, today: dt.date) -> str:
    limit = thresholds_of(pack, row, today)[number]
    if limit.raise_at is None:
        return _("数没有定，暂时不发")
    told = {"n": number_text(limit.raise_at), "unit": row.watch.unit}
    raised = (
        _("达到或超过 %(n)s %(unit)s") if row.watch.side == "above" else _("低到 %(n)s %(unit)s")
    ) % told
    clear = limit.clear_at
    if clear is None or clear == limit.raise_at:
        return raised
    return raised + _("，回到 %(n)s %(unit)s 才解除") % {
        "n": number_text(clear),
        "unit": row.watch.unit,
    }


def chart_sentence(row: SignalRow) -> str:
    """Return what the chart of a signal does, and how often it is wrong by chance alone."""
    limit = limit_for(row.watch.false_alarm_every)
    return _(
        "累积和控制图：前 %(baseline)s 期作平稳期，控制限 %(limit)s 个标准差；没有变化时平均 %(periods)s 期误报一次"
    ) % {
        "baseline": row.watch.baseline,
        "limit": number_text(round(limit, 2)),
        "periods": round(average_run_length(limit)),
    }
