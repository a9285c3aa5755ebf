"""我的发放: what the resident was paid when, what is on its way, what comes next."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.person_account import account_of


@access("self.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show her own accounts; who is not bound is led to binding. The reading is recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        return redirect("portal:me-bind")
    accounts = account_of(current_pack(), actor.person_id, today=county_today())
    with transaction.atomic():
        record(
            actor,
            "self.read",
            subject=("person", actor.person_id),
            purpose="本人查看",
            fields=["发放记录"],
        )
    return render(request, "portal/me/payments.html", {"accounts": accounts})
