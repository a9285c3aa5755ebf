"""A person's account and what stands in its way: suspension, review, recovery."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.actions.recover import (
    approve_recovery,
    propose_recovery,
    repay,
    withdraw_recovery,
)
from zhaohui.county.payments.actions.review import finish_review, give_notice, suspend_overdue
from zhaohui.county.payments.actions.suspend import resume, suspend
from zhaohui.county.payments.periods import read_month
from zhaohui.county.payments.queries import (
    recoveries_visible_to,
    recovery_account,
    recovery_of,
    review_of,
    suspension_of,
)
from zhaohui.county.registry.queries import is_synthetic, names_of, person_visible_to
from zhaohui.doors.office.payment_person import day_of, fen_of, payments_tab, rule_words
from zhaohui.doors.office.person_page import person_tab
from zhaohui.doors.office.views.payments import chosen, note

MOST_CASES = 100


@access("person.read")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what she was paid when, what is on its way and what comes next."""
    return person_tab(request, pk, "person-payments", payments_tab)


@access("payment.hold")
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend one of her benefits."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person_visible_to(actor, "payment.hold", pk)
    suspend(
        actor,
        person=pk,
        rule=chosen(request.POST.get("rule", "")),
        from_month=read_month(request.POST.get("month", "")),
        reason=request.POST.get("reason", ""),
        basis=request.POST.get("basis", ""),
    )
    return redirect("office:person-payments", pk)


@access("payment.hold")
@require_POST
def resumed(request: HttpRequest, pk: int) -> HttpResponse:
    """Resume a suspended benefit."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person_id = suspension_of(actor, "payment.hold", pk).person_id
    resume(
        actor,
        pk,
        until_month=read_month(request.POST.get("month", "")),
        is_made_up=request.POST.get("made_up") == "yes",
        basis=request.POST.get("basis", ""),
    )
    return redirect("office:person-payments", person_id)


@access("payment.hold")
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a review's notice or outcome, or suspend for a missed one where the pack says so."""
    actor, today = request.actor, county_today()  # type: ignore[attr-defined]
    person_id = review_of(actor, "payment.hold", pk).person_id
    what = request.POST.get("step", "")
    if what == "notice":
        give_notice(actor, pk, day=today)
    elif what == "suspend":
        suspend_overdue(actor, current_pack(), pk, today=today)
    else:
        finish_review(actor, pk, outcome=request.POST.get("outcome", ""), day=today)
    return redirect("office:person-payments", person_id)


@access("payment.hold")
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to recover an over-payment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person_visible_to(actor, "payment.hold", pk)
    found = propose_recovery(
        actor,
        person=pk,
        rule=chosen(request.POST.get("rule", "")),
        amount_fen=fen_of(request.POST.get("amount", "")),
        set_off_fen=fen_of(request.POST.get("set_off", "") or "0"),
        basis=request.POST.get("basis", ""),
    )
    return redirect("office:payment-recovery", found.pk)


@access("payment.read")
@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """List the recoveries in reach, newest first."""
    rows = list(recoveries_visible_to(request.actor)[:MOST_CASES])  # type: ignore[attr-defined]
    names = names_of(row.person_id for row in rows)
    note(request, [row.person_id for row in rows])
    context = {
        "rows": [(row, names.get(row.person_id, ""), rule_words(row.rule)) for row in rows],
        "is_synthetic": is_synthetic(),
    }
    return render(request, "office/payment_recoveries.html", context)


@access("payment.read")
@require_safe
def recovery(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one recovery with its account."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found, postings, left = recovery_account(actor, pk)
    note(request, [found.person_id])
    own = actor.user_id == found.proposed_by_id
    context = {
        "recovery": found,
        "postings": postings,
        "left_fen": left,
        "name": names_of([found.person_id]).get(found.person_id, ""),
        "rule_name": rule_words(found.rule),
        "may_approve": actor.everywhere("payment.approve") and not own,
        "may_hold": actor.may("payment.hold"),
        "is_synthetic": is_synthetic(),
    }
    response = render(request, "office/payment_recovery.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access("payment.approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve another's recovery, or refuse it with a note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    recovery_of(actor, "payment.approve", pk)
    if request.POST.get("decision") == "approve":
        approve_recovery(actor, pk)
    else:
        withdraw_recovery(actor, pk, action="payment.approve", note=request.POST.get("note", ""))
    return redirect("office:payment-recovery", pk)


@access("payment.hold")
@require_POST
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what was paid back, or take a proposal back with a note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    recovery_of(actor, "payment.hold", pk)
    if request.POST.get("step") == "withdraw":
        withdraw_recovery(actor, pk, action="payment.hold", note=request.POST.get("note", ""))
    else:
        repay(
            actor,
            pk,
            amount_fen=fen_of(request.POST.get("amount", "")),
            receipt=request.POST.get("receipt", ""),
            day=day_of(request.POST.get("day", ""), county_today()),
        )
    return redirect("office:payment-recovery", pk)
