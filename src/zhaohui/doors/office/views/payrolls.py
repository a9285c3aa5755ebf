"""应发清单: the benefits that a department pays together, merged to one line a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.ledger_page import stands_on
from zhaohui.doors.office.payroll_page import payroll_people, payroll_sums
from zhaohui.packs.schema.payrolls import PayrollRow


@access("finding.list")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the payrolls with their sums in the officer's areas."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    sums = [payroll_sums(pack, actor, row) for row in pack.payrolls]
    context = {**stands_on(), "payrolls": sums, "may_list": actor.may("payment.read")}
    return render(request, "office/payrolls.html", context)


@access("payment.read")
@require_safe
def people(request: HttpRequest, payroll_id: str) -> HttpResponse:
    """Show the lines of one payroll; whose names were shown is recorded."""
    return payroll_people(request, found(payroll_id))


def found(payroll_id: str) -> PayrollRow:
    """Return the payroll; 404 for an unknown one."""
    row = next((each for each in current_pack().payrolls if each.id == payroll_id), None)
    if row is None:
        raise Http404
    return row
