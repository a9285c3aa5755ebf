"""The people behind a count of the ledger, with the names that the registry shows this officer."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.ledger_queries import FIRST, Key, LedgerPage, ledger_page
from zhaohui.county.entitlements.models import Finding, Outlook
from zhaohui.county.entitlements.outlook_queries import OutlookPage, outlook_page
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_page import stands_on
from zhaohui.doors.office.ledger_words import (
    MEANINGS,
    NAMES,
    STATES,
    TURN_MEANINGS,
    TURN_NAMES,
    TURNS,
)
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.packs.schema.rules import RuleRow

PURPOSE = "看待遇台账名单"
FIELDS = ("姓名", "待遇状态")
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12


def people_page(request: HttpRequest, rule: RuleRow) -> HttpResponse:
    """Return one page of the list of a state, or of those about to turn; whose names were shown is recorded."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = request.GET.get("state", "missing")
    area, after = area_of(request), key_of(request)
    found: LedgerPage | OutlookPage
    if (state := STATES.get(wanted)) is not None:
        found = ledger_page(actor, rule=rule.id, state=state, area=area, after=after)
        words = (NAMES[state], MEANINGS[state])
    elif (turn := TURNS.get(wanted)) is not None:
        found = outlook_page(actor, rule=rule.id, kind=turn, area=area, after=after)
        words = (TURN_NAMES[turn], TURN_MEANINGS[turn])
    else:
        raise Http404
    lines = named(actor, found.rows)
    if lines:
        note(request, rule.id, wanted, area, lines)
    query = {"state": wanted, "area": area}
    following = {**query, "after": "-".join(map(str, found.following))} if found.following else {}
    context = {
        **stands_on(),
        "rule": rule,
        "name": words[0],
        "meaning": words[1],
        "is_ahead": wanted in TURNS,
        "area_name": area_word(current_pack(), area) if area else "",
        "town": area[:TOWN_DIGITS],
        "lines": lines,
        "is_first": after == FIRST,
        "first": urlencode(query),
        "following": urlencode(following),
    }
    return render(request, "office/ledger_people.html", context)


def named(actor: Actor, rows: Sequence[Finding] | Sequence[Outlook]) -> list[dict[str, object]]:
    """Return the rows whose person the officer may list now, with her name and place."""
    pack = current_pack()
    known = people_visible_to(actor, "person.list").filter(pk__in=[row.person_id for row in rows])
    names = dict(known.values_list("pk", "name"))
    return [
        {
            "person": row.person_id,
            "name": names[row.person_id] or "",
            "row": row,
            "place": area_word(pack, row.area or ""),
        }
        for row in rows
        if row.person_id in names
    ]


def note(
    request: HttpRequest, rule: str, state: str, area: str, lines: list[dict[str, object]]
) -> None:
    """Record one entry by which each of the people shown can be found."""
    event = Event(
        "finding.list",
        subject=("list", f"ledger-{rule}"),
        purpose=current_purpose(request) or PURPOSE,
        fields=FIELDS,
        change={"rule": rule, "state": state, "area": area},
        people=[int(str(line["person"])) for line in lines],
    )
    with transaction.atomic():
        record_many(request.actor, (event,))  # type: ignore[attr-defined]


def area_of(request: HttpRequest, name: str = "area") -> str:
    """Return the town or village asked for; 404 for what is no code of one."""
    area = request.GET.get(name, "")
    if area and not (
        area.isascii() and area.isdigit() and len(area) in (TOWN_DIGITS, VILLAGE_DIGITS)
    ):
        raise Http404
    return area


def key_of(request: HttpRequest) -> Key:
    """Return the key after which the page starts; 404 for one that nobody was given."""
    written = request.GET.get("after", "")
    if not written:
        return FIRST
    place, _, number = written.partition("-")
    is_code = not place or (place.isdigit() and len(place) <= VILLAGE_DIGITS)
    if not (written.isascii() and is_code and number.isdigit() and len(number) < 18):
        raise Http404
    return place, int(number)
