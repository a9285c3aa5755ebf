"""待遇台账: who misses, wrongly holds or holds another amount, by rule and place; one person's rows and past."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.ledger_queries import towns_in_reach
from zhaohui.county.registry.models import Person
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_page import legend, place_table, rule_tables, stands_on
from zhaohui.doors.office.ledger_people import area_of, people_page
from zhaohui.doors.office.ledger_person import coming, person_lines
from zhaohui.doors.office.person_page import Tab, person_tab
from zhaohui.packs.schema.rules import RuleRow


@access("finding.list")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the rules with their states in the officer's areas, or in one town of them (`area`)."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    area, reached = area_of(request), towns_in_reach(actor)
    wanting, others = rule_tables(pack, actor, area=area)
    context = {
        **stands_on(),
        "wanting": wanting,
        "others": others,
        "legend": legend(),
        "area": area,
        "area_name": area_word(pack, area) if area else "",
        "towns": [town for town in pack.towns if town.code in reached],
        "may_list": actor.may("person.list"),
    }
    return render(request, "office/ledger.html", context)


@access("finding.list")
@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show one rule by town, or (`town`) by village."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    row, town = found(rule_id), area_of(request, "town")
    table = place_table(pack, actor, row.id)
    is_one_town = len(table.lines) == 1 and bool(table.lines[0].code)
    if is_one_town and not town:
        town = table.lines[0].code
    if town and not any(line.code == town for line in table.lines):
        raise Http404
    context = {
        **stands_on(),
        "rule": row,
        "table": place_table(pack, actor, row.id, town=town) if town else table,
        "town": town,
        "town_name": area_word(pack, town) if town else "",
        "is_one_town": is_one_town,
        "may_list": actor.may("person.list"),
    }
    return render(request, "office/ledger_rule.html", context)


@access("person.list")
@require_safe
def people(request: HttpRequest, rule_id: str) -> HttpResponse:
    """List the people with one state of a rule, or about to turn; whose names were shown is recorded."""
    request.actor.require("finding.list")  # type: ignore[attr-defined]
    return people_page(request, found(rule_id))


@access("person.read")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's rows, as they stand or as they stood on a day (`day`), the past and what comes."""
    return person_tab(
        request, pk, "person-ledger", lambda actor, who: ledger_tab(request, actor, who)
    )


def ledger_tab(request: HttpRequest, actor: Actor, who: Person) -> Tab:
    """Return the tab's content; a day that is none is told, and today's rows are shown."""
    written = request.GET.get("day", "")
    day = day_of(written)
    standing = stands_on()
    as_of = standing["ledger_day"].as_of if standing["ledger_day"] else county_today()
    now, past = person_lines(actor, who.pk, day, as_of)
    context = {
        **standing,
        "now": now,
        "past": past,
        "coming": None if day else coming(actor, who.pk, as_of),
        "day": day,
        "written": written if day else "",
        "no_day": bool(written) and day is None,
        "today": county_today(),
    }
    return Tab(context=context, fields=["待遇状态"])


def found(rule_id: str) -> RuleRow:
    """Return the rule; 404 for an unknown one."""
    row = next((each for each in current_pack().rules if each.id == rule_id), None)
    if row is None:
        raise Http404
    return row


def day_of(text: str) -> dt.date | None:
    """Return the day written in a date field; None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
