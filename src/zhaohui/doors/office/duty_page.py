"""What the office's pages of duties show: one of them, a month, coverage."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.queries import visible_to as visible_records
from zhaohui.county.schedules.actions.assign_duty import colleagues
from zhaohui.county.schedules.coverage import by_day, by_schedule, by_town, plannings
from zhaohui.county.schedules.duty_list import clock_words
from zhaohui.county.schedules.models import Did, Duty, DutyState, Excuse, Place
from zhaohui.county.schedules.queries import (
    ASSIGN,
    READ,
    duty_names,
    duty_row,
    entries_of,
    may_do,
    others_of,
    schedule_row,
)
from zhaohui.doors.office.areas import area_word
from zhaohui.engines.rules.calendar import shift
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import ScheduleRow

COVERED_MONTHS = 12
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


def duty_context(actor: Actor, pack: Pack, duty: Duty) -> dict[str, Any]:
    """Return one duty in words, what was done, the subject's other duties, and what may be done now."""
    row, names = duty_row(pack, duty), duty_names(pack)
    is_due = duty.state == DutyState.DUE
    return {
        "duty": duty,
        "schedule": schedule_row(pack, duty.schedule),
        "row": row,
        "name": names.get((duty.schedule, duty.duty), duty.duty),
        "clock": clock_of(duty),
        "place": area_word(pack, duty.place),
        "post": next((each.name for each in pack.posts if each.post == duty.post), duty.post),
        "assignee": _officer_label(duty),
        "excuse": Excuse(duty.reason).label if duty.reason in Excuse.values else "",
        "entries": entries_of(actor, duty),
        "others": [
            (each, names.get((each.schedule, each.duty), each.duty), clock_of(each))
            for each in others_of(actor, duty)
        ],
        "record": _record_address(actor, duty),
        "today": county_today(),
        "may_do": is_due and may_do(actor, duty, pack),
        "is_early": is_due and duty.opens > county_today(),
        "may_assign": is_due and actor.may(ASSIGN, duty.place),
        "may_reopen": not is_due and actor.may(ASSIGN, duty.place),
        "colleagues": colleagues(duty) if is_due and actor.may(ASSIGN, duty.place) else [],
        "results": [(each.value, each.label) for each in (Did.DONE, Did.AWAY, Did.HELP)],
        "places": [(each.value, each.label) for each in Place],
        "excuses": [(e.value, e.label) for e in Excuse if e != Excuse.CEASED],
    }


def clock_of(duty: Duty) -> dict[str, str]:
    """Return how a duty stands with time: in words, and its colour with a sign."""
    today = county_today()
    is_due = duty.state == DutyState.DUE
    level = "red" if is_due and duty.closes < today else ""
    if is_due and not level and duty.opens <= today:
        level = "amber"
    return {"words": clock_words(duty.state, duty.opens, duty.closes, today), "level": level}


def _officer_label(duty: Duty) -> str:
    if duty.assignee_id is None:
        return ""
    found = {each.user_id: each.label for each in colleagues(duty)}
    return found.get(duty.assignee_id, "")


def _record_address(actor: Actor, duty: Duty) -> str:
    if duty.record is None or duty.record_id is None or not actor.may("record.read"):
        return ""
    if not visible_records(actor, "record.read").filter(pk=duty.record_id).exists():
        return ""
    return reverse("office:record", args=(duty.record.register, duty.record_id))


@dataclass(frozen=True)
class Day:
    """One day of a month's page: how many duties fall due on it and how many are still due."""

    day: dt.date
    is_inside: bool
    number: int
    left: int


def calendar_context(actor: Actor, pack: Pack, *, month: str, schedule: str) -> dict[str, Any]:
    """Return a month (this one where none can be read) as weeks from Monday, and as a list."""
    today = county_today()
    first = _month(month) or today.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    chosen = schedule if schedule_row(pack, schedule) else ""
    counts = by_day(actor, chosen, weeks[0][0], weeks[-1][-1])
    rows = [
        [Day(day, day.month == first.month, *counts.get(day, (0, 0))) for day in week]
        for week in weeks
    ]
    return {
        "first": first,
        "today": today,
        "weeks": rows,
        "days": [each for week in rows for each in week if each.is_inside and each.number],
        "before": f"{first - dt.timedelta(days=1):%Y-%m}" if first > FIRST else "",
        "after": f"{shift(first, 'months', 1):%Y-%m}" if first < LAST else "",
        "schedules": pack.schedules,
        "chosen": chosen,
        "total": sum(day.number for week in rows for day in week if day.is_inside),
    }


def _month(text: str) -> dt.date | None:
    try:
        found = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def coverage_context(actor: Actor, pack: Pack) -> dict[str, Any]:
    """Return each schedule's share done in time over the last year, and how far it is laid out."""
    since, until = _period()
    found, laid = by_schedule(actor, since, until), plannings()
    return {
        "since": since,
        "until": until,
        "rows": [(row, found.get(row.id), laid.get(row.id)) for row in pack.schedules],
        "may_read": actor.may(READ),
    }


def towns_context(actor: Actor, pack: Pack, row: ScheduleRow) -> dict[str, Any]:
    """Return one schedule's share by town over the last year."""
    since, until = _period()
    found = by_town(actor, row.id, since, until)
    return {
        "since": since,
        "until": until,
        "schedule": row,
        "laid": plannings().get(row.id),
        "rows": [(area_word(pack, each.key), each) for each in found],
        "may_read": actor.may(READ),
    }


def _period() -> tuple[dt.date, dt.date]:
    today = county_today()
    return shift(today, "months", -COVERED_MONTHS), today
