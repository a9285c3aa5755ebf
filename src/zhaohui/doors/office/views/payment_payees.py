"""代领: to whose account a person's money goes for her; proposed on her page, approved by another officer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.payments.actions.name_payee import (
    Wanted,
    approve_payee,
    end_payee,
    propose_payee,
)
from zhaohui.county.payments.queries import payees_visible_to
from zhaohui.county.registry.queries import is_synthetic, names_of, person_visible_to
from zhaohui.doors.office.payment_person import day_or_none, shown_payee
from zhaohui.doors.office.views.payments import note

MOST = 100


@access("payment.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the authorisations in reach, newest first; whose they are is recorded."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = list(payees_visible_to(actor)[:MOST])
    people = [pk for row in rows for pk in (row.person_id, row.payee_id)]
    names = names_of(people)
    note(request, people)
    context = {
        "rows": [shown_payee(actor, row, names) for row in rows],
        "is_synthetic": is_synthetic(),
    }
    response = render(request, "office/payment_payees.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access("payment.hold")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose whose account takes her money; the number is posted, never in an address."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person_visible_to(actor, "payment.hold", pk)
    wanted = Wanted(
        identity=request.POST.get("identity", ""),
        kind=request.POST.get("kind", ""),
        basis=request.POST.get("basis", ""),
        until=day_or_none(request.POST.get("until", "")),
    )
    propose_payee(actor, pk, wanted)
    return redirect("office:person-payments", pk)


@access("payment.approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve another's proposal, or refuse it with a note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.POST.get("decision") == "approve":
        approve_payee(actor, pk)
    else:
        end_payee(actor, pk, action="payment.approve", why=request.POST.get("note", ""))
    return redirect("office:payment-payees")


@access("payment.hold")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an authorisation: her own account counts again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = end_payee(actor, pk, action="payment.hold", why=request.POST.get("note", ""))
    return redirect("office:person-payments", found.person_id)
