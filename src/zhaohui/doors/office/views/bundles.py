"""一件事 in the office: what came of each, what is online, one application with all its items, receipt and answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.read_bundle import read_answer, read_bundle
from zhaohui.county.cases.bundle_figures import bundle_rows, online_rows
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import READ
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.bundle_page import one_context, online_lines, receipt_context, table_lines


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what came of each bundle in the officer's area, and which share of the items is online."""
    pack, today = current_pack(), county_today()
    context = {
        "lines": table_lines(bundle_rows(actor_of(request), pack, today)),
        "online": online_lines(online_rows(pack, today), pack),
    }
    return render(request, "office/bundles.html", context)


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application; that it was read is recorded."""
    actor = actor_of(request)
    application, parts = read_bundle(actor, pk)
    context = one_context(actor, application, parts, current_pack())
    return _private(render(request, "office/bundle.html", context))


@access(READ)
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt to be printed: one number, what went in, what was left out and why."""
    actor = actor_of(request)
    application, parts = read_bundle(actor, pk)
    context = receipt_context(actor, application, parts, current_pack())
    return _private(render(request, "office/bundle_receipt.html", context))


@access(READ)
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the joint answer to be printed."""
    application, answers = read_answer(actor_of(request), pk)
    context = {
        "application": application,
        "number": shown(application.number),
        "answers": answers,
        "letter": "office:case-letter",
    }
    return _private(render(request, "office/bundle_answer.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
