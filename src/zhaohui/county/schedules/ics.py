"""Days as a calendar file (RFC 5545): all-day events without names, each with a reminder a day before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.crypto import salted_hmac

from zhaohui.county.schedules.own import OwnDuty

SALT = "schedules.ics"
WIDEST = 75  # octets of a line
END = "\r\n"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_file(title: str, duties: Iterable[OwnDuty], *, now: dt.datetime) -> str:
    """Return the file's text. The same duty has the same UID each time, so a phone takes it once."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zhaohui//duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for each in duties:
        lines += _event(each, now)
    return "".join(f"{folded(line)}{END}" for line in (*lines, "END:VCALENDAR"))


def _event(each: OwnDuty, now: dt.datetime) -> Iterator[str]:
    duty = each.duty
    title = escaped(f"{each.row.name}（{each.who}）")
    yield "BEGIN:VEVENT"
    yield f"UID:{salted_hmac(SALT, str(duty.pk)).hexdigest()[:32]}@zhaohui"
    yield f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{duty.version}"
    yield f"DTSTART;VALUE=DATE:{duty.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{duty.due + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title}"
    yield f"DESCRIPTION:{escaped(f'{duty.opens.isoformat()} — {duty.closes.isoformat()}')}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{title}"
    yield "TRIGGER:-P1D"
    yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Return a text value as a calendar file writes it.

    >>> escaped("甲,乙;丙")
    '甲\\,乙\\;丙'
    """
    return text.replace("\r", "").translate(ESCAPES)


def folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, none of which splits a character."""
    parts, part, used = [], "", 0
    for character in line:
        size = len(character.encode())
        if used + size > WIDEST:
            parts.append(part)
            part, used = " ", 1
        part, used = part + character, used + size
    return END.join([*parts, part])
