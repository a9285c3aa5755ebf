"""A payroll's page: sums by benefit, and the people with what each is to be paid."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.payroll import PayLine, pay_lines, pay_sums
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_page import stands_on
from zhaohui.doors.office.ledger_people import area_of
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.packs import Pack
from zhaohui.packs.schema.payrolls import PayrollRow

PURPOSE = "看应发清单"
FIELDS = ("姓名", "待遇状态")


def payroll_sums(pack: Pack, actor: Actor, payroll: PayrollRow, area: str = "") -> dict[str, Any]:
    """Return a payroll with its sums by benefit, those of people of whom an amount is not known apart."""
    sums, people = pay_sums(actor, payroll, area=area)
    return {
        "row": payroll,
        "people": people,
        "lines": [{"name": pack.rule(each.rule).name, "sum": each} for each in sums],
        "unknown": sum(each.unknown for each in sums),
        "due_fen": sum(each.due_fen for each in sums),
    }


def payroll_people(request: HttpRequest, payroll: PayrollRow) -> HttpResponse:
    """Return one page of the payroll; whose names were shown is recorded."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    area, after, standing = area_of(request), number_of(request), stands_on()
    as_of = standing["ledger_day"].as_of if standing["ledger_day"] else county_today()
    found, following = pay_lines(
        actor, pack, current_rulebook(), payroll, as_of=as_of, area=area, after=after
    )
    lines = named(actor, pack, payroll, found)
    if lines:
        note(request, payroll.id, area, lines)
    query = {"area": area} if area else {}
    context = {
        **standing,
        "payroll": payroll,
        "rules": [pack.rule(rule_id) for rule_id in payroll.rules],
        "sums": payroll_sums(pack, actor, payroll, area),
        "lines": lines,
        "is_first": not after,
        "first": urlencode(query),
        "following": urlencode({**query, "after": following}) if following else "",
    }
    return render(request, "office/payroll.html", context)


def named(actor: Actor, pack: Pack, payroll: PayrollRow, lines: Any) -> list[dict[str, Any]]:
    """Return the lines whose person the officer may list now, with her name, place and cells."""
    known = people_visible_to(actor, "person.list").filter(pk__in=[line.person for line in lines])
    names = dict(known.values_list("pk", "name"))
    return [
        {
            "person": line.person,
            "name": names[line.person] or "",
            "place": area_word(pack, line.area),
            "cells": [cell(line, rule) for rule in payroll.rules],
            "line": line,
        }
        for line in lines
        if line.person in names
    ]


def cell(line: PayLine, rule: str) -> dict[str, Any]:
    """Return one benefit of a line: whether it is on it, how much, and since when something is owed."""
    return {"is_on": rule in line.due, "fen": line.due.get(rule), "owed": line.arrears.get(rule)}


def note(request: HttpRequest, payroll: str, area: str, lines: list[dict[str, Any]]) -> None:
    """Record one entry by which each of the people shown can be found."""
    event = Event(
        "finding.list",
        subject=("list", f"payroll-{payroll}"),
        purpose=current_purpose(request) or PURPOSE,
        fields=FIELDS,
        change={"payroll": payroll, "area": area},
        people=[int(line["person"]) for line in lines],
    )
    with transaction.atomic():
        record_many(request.actor, (event,))  # type: ignore[attr-defined]


def number_of(request: HttpRequest) -> int:
    """Return the registry number after which the page starts; 404 for what is no number."""
    written = request.GET.get("after", "0")
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    return int(written)
