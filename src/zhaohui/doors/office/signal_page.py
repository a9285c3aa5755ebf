"""Signals as officers see them: all of them, one with its record, the readings of one with chart and form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.signals.limits import number_text, thresholds_of
from zhaohui.county.signals.models import Reading, SignalRun
from zhaohui.county.signals.periods import EXAMPLES, period_of
from zhaohui.county.signals.queries import (
    acting_posts,
    corrections_of,
    last_runs,
    open_counts,
    readings_of,
    records_of,
    signals_for,
)
from zhaohui.county.signals.readings import charted
from zhaohui.county.signals.states import ENTER
from zhaohui.county.signals.track import Track, track_of
from zhaohui.county.signals.words import PERIODS, LevelWords, level_words, said, term_text
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.reading_chart import ReadingChart, reading_chart
from zhaohui.engines.warning import Record
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow

MOST_POINTS = 60


@dataclass(frozen=True)
class SignalCard:
    """A signal in words: what it watches, its levels, its record, its last look."""

    row: SignalRow
    title: str
    purpose: str
    levels: list[LevelWords]
    track: Track
    run: SignalRun | None

    @property
    def gaps(self) -> list[str]:
        """What nobody has set yet."""
        return [level.gap for level in self.levels if level.gap]


def page_context(actor: Actor, pack: Pack) -> dict[str, Any]:
    """Return all signals of the actor's department, by department."""
    rows = signals_for(actor, pack)
    cards = _cards(actor, pack, rows)
    groups: dict[str, list[SignalCard]] = {}
    for card in cards:
        groups.setdefault(card.row.department, []).append(card)
    return {"groups": list(groups.items())}


def one_context(actor: Actor, pack: Pack, row: SignalRow) -> dict[str, Any]:
    """Return one signal with its plan of action."""
    posts = {post.post: post.name for post in pack.posts}
    watch = row.watch
    return {
        "card": _cards(actor, pack, [row])[0],
        "must": posts.get(row.plan.post, row.plan.post),
        "may": [posts.get(post, post) for post in acting_posts(pack, row)[1:]],
        "term": term_text(row),
        "steps": [said(row, text) for text in row.plan.steps],
        "what": said(row, watch.what),
        "period": PERIODS.get(watch.period, ""),
        "lacks": row.lacks,
        "source": pack.source(row.source),
        "plan_source": pack.source(row.plan.source),
        "register": next((r for r in pack.registers if r.id == watch.roster), None),
        "offers": [each for each in pack.offers if each.id in watch.offers],
    }


def _cards(actor: Actor, pack: Pack, rows: Sequence[SignalRow]) -> list[SignalCard]:
    records, runs = records_of([row.id for row in rows]), last_runs()
    waiting, today = open_counts(actor), county_today()
    return [
        SignalCard(
            row=row,
            title=said(row, row.name),
            purpose=said(row, row.purpose),
            levels=level_words(pack, row, today),
            track=track_of(row, records.get(row.id, Record()), waiting.get(row.id, 0)),
            run=runs.get(row.id),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Series:
    """The readings of one place or firm: chart, table, and what was corrected."""

    title: str
    chart: ReadingChart | None
    readings: list[tuple[Reading, str]]
    corrected: list[tuple[Reading, str]]


def readings_context(actor: Actor, pack: Pack, row: SignalRow, asked: str) -> dict[str, Any]:
    """Return the readings in the actor's range, newest first, and the form's choices."""
    found: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings_of(actor, row).order_by("area", "item", "starts"):
        found.setdefault((reading.area, reading.item), []).append(reading)
    today = county_today()
    places = [town.code for town in pack.towns] if row.watch.by == "town" else [pack.code]
    mine = [(code, area_word(pack, code)) for code in places if actor.may(ENTER, code)]
    return {
        "signal": row,
        "title": said(row, row.name),
        "what": said(row, row.watch.what),
        "period_words": PERIODS[row.watch.period],
        "example": EXAMPLES[row.watch.period],
        "period_now": period_of(row.watch.period, today),
        "series": [_series(actor, pack, row, key, own) for key, own in found.items()],
        "places": mine,
        "asked": asked,
        "may_enter": bool(mine),
    }


def _series(
    actor: Actor, pack: Pack, row: SignalRow, key: tuple[str, str], own: list[Reading]
) -> Series:
    area, item = key
    lines = _limits(pack, row, county_today())
    shown = own[-MOST_POINTS:]
    sums = None
    if row.watch.has_chart and len(own) > row.watch.baseline:
        line = charted(row.watch, own)
        sums = (list(line.sums), line.limit, [each.period for each in own[row.watch.baseline :]])
    chart = None
    if sums is not None:
        chart = reading_chart(sums[0][-MOST_POINTS:], sums[2][-MOST_POINTS:], [sums[1]])
    elif len(shown) > 1:
        values = [float(each.value) for each in shown]
        chart = reading_chart(values, [each.period for each in shown], lines)
    return Series(
        title=item or area_word(pack, area),
        chart=chart,
        readings=[(each, number_text(each.value)) for each in reversed(own)],
        corrected=[(r, number_text(r.value)) for r in corrections_of(actor, row, area, item)],
    )


def _limits(pack: Pack, row: SignalRow, today: dt.date) -> list[float]:
    if row.watch.has_chart:
        return []
    limits = thresholds_of(pack, row, today)
    return [float(each.raise_at) for each in limits if each.raise_at is not None]
