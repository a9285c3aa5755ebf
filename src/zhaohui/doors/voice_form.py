"""The form of a voice, for every door: what was typed, where was pressed on the map, what is shown next."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.errors import MaterialError
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.file_voice import Filed, file_voice
from zhaohui.county.oversight.errors import VoiceFault
from zhaohui.county.oversight.models import VoiceChannel
from zhaohui.county.oversight.queries import alike
from zhaohui.county.oversight.said import MOST_PHOTOS, Photo, Said, faults
from zhaohui.county.oversight.terms import kind_of, promised, questions_of
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.voice_map import point_map, pressed
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VoiceKindRow

LONGEST_ONCE = 64


@dataclass(frozen=True)
class Turn:
    """What a post came to: a context to show with its status, or what was filed."""

    context: dict[str, Any]
    status: int = 200
    filed: Filed | None = None


def take_turn(request: HttpRequest, code: str, channel: VoiceChannel) -> Turn:
    """Show the blank form, go on in it, or file what was said; NoSuchKind for an unknown kind."""
    pack = current_pack()
    kind = kind_of(pack, code)
    if request.method != "POST":
        return Turn(form_context(pack, kind, Said(words=""), once=secrets.token_urlsafe(18)))
    post = request.POST
    said, once, zoom = read_said(post, pack, kind), read_once(post), int(post.get("zoom") == "1")
    if (press := read_press(post)) is not None and kind.location != "none":
        found = pressed(pack, press, said.lon, said.lat, zoom)
        if found is not None:
            said, zoom = replace(said, lon=found[0], lat=found[1]), 1
        return Turn(form_context(pack, kind, said, once=once, zoom=zoom))
    go = post.get("go", "review")
    if go == "whole":
        return Turn(form_context(pack, kind, said, once=once, zoom=0))
    if go == "no-point":
        said = replace(said, lon=None, lat=None)
    if go in ("edit", "no-point"):
        return Turn(form_context(pack, kind, said, once=once, zoom=zoom))
    if go == "send":
        said = replace(said, photos=read_photos(request))
    if wrong := faults(said, kind, pack):
        of_photos = all(fault.field == "photos" for fault in wrong)
        page = review_context if of_photos else form_context
        problems = [{"id": fault.field, "sentence": fault.message} for fault in wrong]
        context = page(pack, kind, said, once=once, zoom=zoom, wrong=wrong)
        return Turn(context | {"problems": problems}, 400)
    if go != "send":
        return Turn(review_context(pack, kind, said, once=once, zoom=zoom))
    where = client_address(request) or ""
    try:
        filed = file_voice(actor_of(request), code, said, once=once, channel=channel, address=where)
    except MaterialError as error:
        context = review_context(pack, kind, said, once=once, zoom=zoom)
        return Turn(context | {"problems": [{"id": "photos", "sentence": str(error)}]}, 400)
    return Turn({}, filed=filed)


def read_photos(request: HttpRequest) -> list[Photo]:
    """Return the photos that came with the last page, none longer than can be told from too long."""
    files = request.FILES.getlist("photos")[: MOST_PHOTOS + 1]
    return [Photo(file.read(settings.MOST_UPLOAD_BYTES + 1)) for file in files]


def read_once(post: QueryDict) -> str:
    """Return the form's own token, a new one where it came without."""
    return post.get("once", "")[:LONGEST_ONCE] or secrets.token_urlsafe(18)


def read_press(post: QueryDict) -> tuple[int, int] | None:
    """Return where the map was pressed, in its pixels; None where it was not, or only by the keyboard."""
    texts = post.get("point.x", ""), post.get("point.y", "")
    if not all(text.isdecimal() and len(text) < 5 for text in texts):
        return None
    x, y = int(texts[0]), int(texts[1])
    return None if x == y == 0 else (x, y)


def read_said(post: QueryDict, pack: Pack, kind: VoiceKindRow) -> Said:
    """Return what was typed; a coordinate that is no number counts as one outside the county."""
    return Said(
        words=post.get("words", ""),
        name=post.get("name", ""),
        phone=post.get("phone", ""),
        village=post.get("village", "") or None if kind.location != "none" else None,
        address=post.get("address", "") if kind.location != "none" else "",
        lon=read_degrees(post.get("lon", "")) if kind.location != "none" else None,
        lat=read_degrees(post.get("lat", "")) if kind.location != "none" else None,
        answers={
            row.code: post.getlist(f"answer-{row.code}") for row in questions_of(pack, kind.code)
        },
        may_publish=post.get("may_publish") == "1",
        without_name=post.get("without_name") == "1",
    )


def read_degrees(text: str) -> float | None:
    """Return a coordinate; None for none, not-a-number for what can't be read."""
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        return float("nan")


def form_context(
    pack: Pack,
    kind: VoiceKindRow,
    said: Said,
    *,
    once: str,
    zoom: int = 0,
    wrong: list[VoiceFault] | None = None,
) -> dict[str, Any]:
    """Return what the form shows."""
    days, is_read = promised(pack, kind)
    fields = {fault.field: fault.message for fault in reversed(wrong or [])}
    is_point = said.lon is not None and said.lon == said.lon
    lon, lat = (said.lon, said.lat) if is_point else (None, None)
    return {
        "stage": "form",
        "kind": kind,
        "said": said,
        "once": once,
        "zoom": zoom,
        "days": days,
        "days_are_default": not is_read,
        "questions": [
            (row, said.answers.get(row.code, ()), fields.get(f"answer-{row.code}", ""))
            for row in questions_of(pack, kind.code)
        ],
        "towns": [
            (town, [v for v in pack.villages if v.town_code == town.code]) for town in pack.towns
        ],
        "map": point_map(pack, lon, lat, zoom) if kind.location != "none" else None,
        "map_credit": pack.attribution.outline,
        "problems": [{"id": fault.field, "sentence": fault.message} for fault in wrong or []],
        "wrong": fields,
    }


def review_context(
    pack: Pack,
    kind: VoiceKindRow,
    said: Said,
    *,
    once: str,
    zoom: int,
    wrong: list[VoiceFault] | None = None,
) -> dict[str, Any]:
    """Return what is about to be sent, and what was said already of the same kind in the same place."""
    village = next((row for row in pack.villages if row.code == said.village), None)
    town = next((row for row in pack.towns if village and row.code == village.town_code), None)
    context = form_context(pack, kind, said, once=once, zoom=zoom, wrong=wrong)
    return context | {
        "stage": "review",
        "place": f"{town.name} {village.short_name or village.name}" if town and village else "",
        "told": [
            (row.words, "、".join(row.choices.get(each, each) for each in given))
            for row, given, _wrong in context["questions"]
            if any(given)
        ],
        "alike": alike(kind.code, said.village),
        "title": _("看一看再提交"),
    }
