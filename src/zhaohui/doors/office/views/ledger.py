"""待遇台账: who misses, wrongly holds or holds another amount, by rule and place; one person's rows and past."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.ledger_queries import FIRST, Key, LedgerPage, ledger_page
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_page import legend, person_lines, rule_lines, stands_on
from zhaohui.doors.office.ledger_words import MEANINGS, NAMES, STATES
from zhaohui.doors.office.person_page import Tab, person_tab
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.engines.ledger import State

PURPOSE = "看待遇台账名单"
FIELDS = ("姓名", "待遇状态")
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12


@access("finding.list")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the rules with their states in the officer's areas, or in one town of them (`area`)."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    area = area_of(request)
    context = {
        **stands_on(),
        "lines": rule_lines(pack, actor, area=area),
        "names": list(NAMES.values()),
        "legend": legend(),
        "area": area,
        "area_name": area_word(pack, area) if area else "",
        "towns": pack.towns,
        "may_list": actor.may("person.list"),
    }
    return render(request, "office/ledger.html", context)


@access("person.list")
@require_safe
def people(request: HttpRequest, rule_id: str) -> HttpResponse:
    """List the people with one state of a rule; whose names were shown is recorded."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    actor.require("finding.list")
    rule = next((each for each in pack.rules if each.id == rule_id), None)
    state = STATES.get(request.GET.get("state", "missing"))
    if rule is None or state is None:
        raise Http404
    area, after = area_of(request), key_of(request)
    found = ledger_page(actor, rule=rule.id, state=state, area=area, after=after)
    lines = named(actor, found)
    if lines:
        note(request, rule.id, state, area, [line["person"] for line in lines])
    query = {"state": request.GET.get("state", "missing"), "area": area}
    following = {**query, "after": "-".join(map(str, found.following))} if found.following else {}
    context = {
        **stands_on(),
        "rule": rule,
        "state": state,
        "state_name": NAMES[state],
        "meaning": MEANINGS[state],
        "area_name": area_word(pack, area) if area else "",
        "lines": lines,
        "is_first": after == FIRST,
        "first": urlencode(query),
        "following": urlencode(following),
    }
    return render(request, "office/ledger_people.html", context)


@access("person.read")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's rows, as they stand or as they stood on a day (`day`), and the past."""
    return person_tab(
        request, pk, "person-ledger", lambda actor, who: ledger_tab(request, actor, who)
    )


def ledger_tab(request: HttpRequest, actor: Actor, who: Person) -> Tab:
    """Return the tab's content; a day that is none is told, and today's rows are shown."""
    written = request.GET.get("day", "")
    day = day_of(written)
    now, past = person_lines(actor, current_pack(), current_rulebook(), who.pk, day)
    context = {
        **stands_on(),
        "now": now,
        "past": past,
        "day": day,
        "written": written if day else "",
        "no_day": bool(written) and day is None,
        "today": county_today(),
    }
    return Tab(context=context, fields=["待遇状态"])


def named(actor: Actor, page: LedgerPage) -> list[dict[str, object]]:
    """Return the rows whose person the officer may list now, with her name and place."""
    pack = current_pack()
    known = people_visible_to(actor, "person.list").filter(
        pk__in=[row.person_id for row in page.rows]
    )
    names = dict(known.values_list("pk", "name"))
    return [
        {
            "person": row.person_id,
            "name": names[row.person_id] or "",
            "row": row,
            "place": area_word(pack, row.area or ""),
        }
        for row in page.rows
        if row.person_id in names
    ]


def note(request: HttpRequest, rule: str, state: State, area: str, people: list[object]) -> None:
    """Record one entry by which each of the people shown can be found."""
    event = Event(
        "finding.list",
        subject=("list", f"ledger-{rule}"),
        purpose=current_purpose(request) or PURPOSE,
        fields=FIELDS,
        change={"rule": rule, "state": state.name.lower(), "area": area},
        people=[int(str(each)) for each in people],
    )
    with transaction.atomic():
        record_many(request.actor, (event,))  # type: ignore[attr-defined]


def area_of(request: HttpRequest) -> str:
    """Return the town or village asked for; 404 for what is no code of one."""
    area = request.GET.get("area", "")
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
    if not (written.isascii() and place.isdigit() and number.isdigit() and len(written) < 31):
        raise Http404
    return place, int(number)


def day_of(text: str) -> dt.date | None:
    """Return the day written in a date field; None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
