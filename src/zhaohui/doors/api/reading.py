"""What a caller of Open311 sends, read strictly."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Mapping

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from zhaohui.county.oversight.open_requests import Asked
from zhaohui.county.oversight.said import Said
from zhaohui.doors.api.faults import Open311Fault
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VoiceKindRow

SPAN = dt.timedelta(days=90)
MOST_NUMBERS = 50
ATTRIBUTE = re.compile(r"attribute\[([a-z0-9._-]{1,64})\](\[\])?")
DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,12})?")


def read_asked(query: QueryDict, pack: Pack) -> Asked:
    """Return which requests are asked for; the last 90 days where no dates are given."""
    numbers = [each.strip() for each in query.get("service_request_id", "").split(",")]
    numbers = [each for each in numbers if each]
    if len(numbers) > MOST_NUMBERS:
        raise Open311Fault(400, f"service_request_id: at most {MOST_NUMBERS}")
    if numbers:
        return Asked(numbers=numbers)
    kinds = [each.strip() for each in query.get("service_code", "").split(",") if each.strip()]
    unknown = set(kinds) - {row.code for row in pack.voice_kinds}
    if unknown:
        raise Open311Fault(404, "service_code was not found")
    start, end = read_moment(query, "start_date"), read_moment(query, "end_date")
    try:
        if end is None:
            end = start + SPAN if start else timezone.now()
        start = start or end - SPAN
        too_long = end - start > SPAN or end < start
    except OverflowError:
        too_long = True
    if too_long:
        raise Open311Fault(400, "start_date to end_date: forwards, and at most 90 days")
    return Asked(kinds=kinds, is_open=read_status(query), start=start, end=end)


def read_status(query: QueryDict) -> bool | None:
    """Return whether open ones (True), closed ones (False) or both are asked for."""
    wanted = {each.strip() for each in query.get("status", "").split(",") if each.strip()}
    if wanted - {"open", "closed"}:
        raise Open311Fault(400, "status: open, closed")
    return None if len(wanted) != 1 else wanted == {"open"}


def read_moment(query: QueryDict, name: str) -> dt.datetime | None:
    """Return a moment with its time zone, None where none is given."""
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        found = parse_datetime(text)
        if found is not None and found.tzinfo is not None:
            return found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise Open311Fault(400, f"{name}: a date and time with its zone, 2027-01-31T08:00:00+08:00")


def read_post(post: QueryDict, kind: VoiceKindRow, pack: Pack) -> Said:
    """Return what is said; 400 with all that can't be read."""
    wrong: list[str] = []
    if post.get("media_url", "").strip():
        wrong.append("media_url: files are not taken")
    village = post.get("address_id", "").strip() or None
    if village is not None and village not in {row.code for row in pack.villages}:
        wrong.append("address_id: a village's division code of twelve digits")
    degrees = {name: post.get(name, "").strip() for name in ("lat", "long")}
    for name, text in degrees.items():
        if text and not DEGREES.fullmatch(text):
            wrong.append(f"{name}: degrees of WGS84 such as 32.3222")
    if bool(degrees["lat"]) != bool(degrees["long"]):
        wrong.append("lat and long belong together")
    if wrong:
        raise Open311Fault(400, *wrong)
    names = (post.get("last_name", "").strip(), post.get("first_name", "").strip())
    has_place = kind.location != "none"
    return Said(
        words=post.get("description", ""),
        name="".join(names),
        phone=post.get("phone", ""),
        village=village if has_place else None,
        address=post.get("address_string", "") if has_place else "",
        lon=float(degrees["long"]) if degrees["long"] and has_place else None,
        lat=float(degrees["lat"]) if degrees["lat"] and has_place else None,
        answers=read_attributes(post),
    )


def read_attributes(post: QueryDict) -> Mapping[str, list[str]]:
    """Return the attributes by their codes; 400 for a name that is none."""
    found: dict[str, list[str]] = {}
    for name in post:
        if not name.startswith("attribute"):
            continue
        match = ATTRIBUTE.fullmatch(name)
        if match is None:
            raise Open311Fault(400, "attribute: attribute[code]=value or attribute[code][]=value")
        found.setdefault(match[1], []).extend(post.getlist(name))
    return found


def new_once() -> str:
    """Return a token for one call: the specification knows no repetition of the same request."""
    return secrets.token_urlsafe(18)
