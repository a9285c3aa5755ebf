"""Kinds and voices in the words of Open311. No personal data: summaries that were published, at most."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from zhaohui.clock import COUNTY_ZONE
from zhaohui.county.oversight.models import TaskState, Voice
from zhaohui.county.oversight.states import RUNS
from zhaohui.county.oversight.terms import questions_of
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VoiceKindRow

GROUPS = {"request": "诉求", "complaint": "投诉", "suggestion": "建议"}
ZONE = ZoneInfo(COUNTY_ZONE)


def service(pack: Pack, row: VoiceKindRow) -> dict[str, Any]:
    """Return a kind as a service."""
    return {
        "service_code": row.code,
        "service_name": row.name,
        "description": row.asks,
        "metadata": bool(questions_of(pack, row.code)),
        "type": "realtime",
        "keywords": "",
        "group": GROUPS[row.type],
    }


def definition(pack: Pack, row: VoiceKindRow) -> dict[str, Any]:
    """Return what is asked beside the description."""
    attributes = [
        {
            "variable": True,
            "code": each.code,
            "datatype": each.datatype,
            "required": each.required,
            "datatype_description": "",
            "order": order,
            "description": each.words,
            "values": [{"key": key, "name": name} for key, name in each.choices.items()],
        }
        for order, each in enumerate(questions_of(pack, row.code), 1)
    ]
    return {"service_code": row.code, "attributes": attributes}


def request_of(pack: Pack, voice: Voice) -> dict[str, Any]:
    """Return a voice; the point only where it was published."""
    kind = next((row for row in pack.voice_kinds if row.code == voice.kind), None)
    task, is_published = voice.task, bool(voice.summary)
    return {
        "service_request_id": voice.number,
        "status": "open" if task.state in RUNS else "closed",
        "status_notes": str(TaskState(task.state).label),
        "service_name": kind.name if kind else task.title,
        "service_code": voice.kind,
        "description": voice.summary,
        "agency_responsible": task.department,
        "service_notice": voice.public_answer or None,
        "requested_datetime": moment(voice.said_at),
        "updated_datetime": moment(task.state_since),
        "expected_datetime": end_of(task.due_on),
        "address": place(pack, voice.village),
        "address_id": voice.village,
        "zipcode": None,
        "lat": voice.lat if is_published else None,
        "long": voice.lon if is_published else None,
        "media_url": None,
    }


def moment(at: dt.datetime) -> str:
    """Return a moment in the county's time, to the second."""
    return at.astimezone(ZONE).isoformat(timespec="seconds")


def end_of(day: dt.date | None) -> str | None:
    """Return the end of a day in the county."""
    return None if day is None else dt.datetime.combine(day, dt.time(23, 59, 59), ZONE).isoformat()


def place(pack: Pack, code: str | None) -> str | None:
    """Return the names of a village and its town."""
    village = next((row for row in pack.villages if row.code == code), None)
    if village is None:
        return None
    return f"{pack.town(village.town_code).name} {village.short_name or village.name}"
