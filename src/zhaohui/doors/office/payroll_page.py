"""A payroll's page: sums by benefit, and the people with what each is paid in this period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.due_list import DueLine, due_lines, due_sums
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.words import HELD_BACK
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_page import stands_on
from zhaohui.doors.office.ledger_people import area_of
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.packs import Pack
from zhaohui.packs.schema.payrolls import PayrollRow

PURPOSE = "看应发清单"  # the audit is kept in Chinese
FIELDS = ("姓名", "发放金额", "待遇状态")


def payroll_sums(pack: Pack, actor: Actor, payroll: PayrollRow, area: str = "") -> dict[str, Any]:
    """Return a payroll with its sums by benefit, those of people of whom an amount is not known apart."""
    sums, people = due_sums(actor, pack, payroll, today=county_today(), area=area)
    return {
        "row": payroll,
        "people": people,
        "lines": [{"name": pack.rule(each.rule).name, "sum": each} for each in sums],
        "unknown": sum(each.unknown for each in sums),
        "due_fen": sum(each.due_fen for each in sums),
        "drawn_fen": sum(each.drawn_fen for each in sums),
    }


def payroll_people(request: HttpRequest, payroll: PayrollRow) -> HttpResponse:
    """Return one page of the payroll; whose names were shown is recorded."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    area, after, today = area_of(request), number_of(request), county_today()
    context: dict[str, Any] = {"problem": None}
    found: Sequence[DueLine] = ()
    following: int | None = None
    try:
        found, following = due_lines(actor, pack, payroll, today=today, area=area, after=after)
    except PaymentError as error:
        context["problem"] = error
    people = [line.person for line in found]
    purpose = current_purpose(request) or PURPOSE
    record_read(actor, people, fields=FIELDS, purpose=purpose, action="payment.read")
    query = {"area": area} if area else {}
    context |= {
        **stands_on(),
        "payroll": payroll,
        "rules": [pack.rule(rule_id) for rule_id in payroll.rules],
        "sums": payroll_sums(pack, actor, payroll, area),
        "lines": [shown(pack, line, payroll) for line in found],
        "may_open": actor.may("person.read"),
        "may_draw": actor.everywhere("payment.draw"),
        "month": f"{today:%Y-%m}",
        "is_first": not after,
        "first": urlencode(query),
        "following": urlencode({**query, "after": following}) if following else "",
    }
    response = render(request, "office/payroll.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def shown(pack: Pack, line: DueLine, payroll: PayrollRow) -> dict[str, Any]:
    """Return a line with its place in words and a cell for each benefit."""
    cells = [
        {
            "due": line.due.get(rule),
            "held": str(HELD_BACK.get(line.due[rule].held, "")) if rule in line.due else "",
            "owed": line.arrears.get(rule),
        }
        for rule in payroll.rules
    ]
    return {"place": area_word(pack, line.area), "cells": cells, "line": line}


def number_of(request: HttpRequest) -> int:
    """Return the registry number after which the page starts; 404 for what is no number."""
    written = request.GET.get("after", "0")
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    return int(written)
