"""The lines of batches: the list, one line, a printable sheet by town; the list of reviews."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.actions.reissue import reissue
from zhaohui.county.payments.batch_list import LINES, REVIEWS, rule_options
from zhaohui.county.payments.queries import answers_of, batch_of, line_of, sheet_lines
from zhaohui.county.payments.words import why
from zhaohui.county.registry.queries import names_of
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_people import area_of
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.views.payments import note


@access("payment.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the lines in reach."""
    return list_page(request, LINES)


@access("payment.read")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """List the reviews in reach."""
    return list_page(request, REVIEWS)


@access("payment.read")
@require_safe
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line: how much, why, what the bank said, what paid it again."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    found = line_of(actor, "payment.read", pk)
    note(request, [found.person_id])
    context = {
        "line": found,
        "batch": found.batch,
        "name": names_of([found.person_id]).get(found.person_id, ""),
        "place": area_word(pack, found.area or ""),
        "rule_name": dict(rule_options()).get(found.rule, found.rule),
        "why": why(found.why),
        "answers": answers_of(found),
        "again": found.reissued_by.exclude(state="dropped").first(),
        "may_reissue": found.state == "failed"
        and not found.is_to_reissue
        and actor.may_for("payment.hold", found.person_id, found.area),
        "may_read": actor.may_for("person.read", found.person_id, found.area),
        "is_synthetic": found.batch.is_synthetic,
    }
    response = render(request, "office/payment_line.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access("payment.hold")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed line paid again with the next run."""
    reissue(request.actor, pk, purpose="重发没有发成的")  # type: ignore[attr-defined]
    return redirect("office:payment-line", pk)


@access("payment.read")
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch's lines of one town as a sheet to print and sign 发放清册."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    batch, town = batch_of(actor, "payment.read", pk), area_of(request)[:9]
    lines = sheet_lines(actor, batch, town)
    names = names_of(row.person_id for row in lines)
    note(request, [row.person_id for row in lines])
    context = {
        "batch": batch,
        "rule_name": dict(rule_options()).get(batch.rule, batch.rule),
        "towns": reached_towns(actor),
        "town": town,
        "town_name": area_word(pack, town) if town else "",
        "rows": [
            (row, names.get(row.person_id, ""), area_word(pack, row.area or "")) for row in lines
        ],
        "total_fen": sum(row.net_fen for row in lines),
        "is_synthetic": batch.is_synthetic,
    }
    response = render(request, "office/payment_sheet.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def reached_towns(actor: Actor) -> list[tuple[str, str]]:
    """Return the towns in which the actor sees payments."""
    return [
        (town.code, town.name)
        for town in current_pack().towns
        if actor.may("payment.read", town.code)
    ]
