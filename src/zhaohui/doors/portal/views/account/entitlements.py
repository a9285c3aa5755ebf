"""我的待遇: what the resident holds, may ask for, and what is about to be looked at again."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.doors.portal.my_entitlements import coming, my_entitlements


@access("self.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show her own rows of the ledger; who is not bound is led to binding. The reading is recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        return redirect("portal:me-bind")
    day = last_day()
    if day is None:
        return render(request, "portal/me/entitlements.html", {"ledger_day": None})
    found = my_entitlements(actor, actor.person_id)
    with transaction.atomic():
        record(
            actor,
            "self.read",
            subject=("person", actor.person_id),
            purpose="本人查看",
            fields=["待遇状态"],
        )
    context = {
        "ledger_day": day,
        "found": found,
        "coming": coming(actor, actor.person_id, day.as_of),
    }
    return render(request, "portal/me/entitlements.html", context)
