"""Sending: preview, confirm, take back; the outbox with what did not arrive; a letter to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.actions.queue_messages import HOLD, queue_messages
from zhaohui.county.outreach.actions.take_letter import take_letter
from zhaohui.county.outreach.actions.undo_sending import undo_sending
from zhaohui.county.outreach.contact_list import rule_options
from zhaohui.county.outreach.outbox_view import failures, letters, recent_sendings
from zhaohui.county.outreach.sending_plan import plan_sending
from zhaohui.county.registry.people_list import area_options
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_people import area_of
from zhaohui.doors.office.outreach_samples import samples


@access("outreach.send")
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show who would be told how, who is left out and why, and what they would read."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    area, rule = area_of(request), rule_of(request.GET.get("rule", ""))
    plan = plan_sending(actor, pack, area=area, rule=rule, today=county_today())
    context = {
        "plan": plan,
        "samples": samples(pack, rule, {channel for channel, _n in plan.by_channel}),
        "areas": area_options(actor, {"area": area}),
        "rules": rule_options(),
        "area_name": area_word(pack, area) if area else "",
        "hold_minutes": int(HOLD.total_seconds() // 60),
        "is_synthetic": is_synthetic(),
    }
    return render(request, "office/outreach_send.html", context)


@access("outreach.send")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Queue what was previewed; a changed set is refused."""
    area = request.POST.get("area", "")
    queue_messages(
        request.actor,  # type: ignore[attr-defined]
        current_pack(),
        area=area if area.isascii() and area.isdigit() and len(area) <= 12 else "",
        rule=rule_of(request.POST.get("rule", "")),
        digest=request.POST.get("digest", ""),
    )
    return redirect("office:outreach-outbox")


@access("outreach.read")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the latest sendings, what did not arrive, and the letters to be printed; no names."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "sendings": recent_sendings(actor, current_pack()),
        "failures": failures(actor),
        "letters": letters(actor),
        "may_send": actor.may("outreach.send"),
        "is_synthetic": is_synthetic(),
    }
    return render(request, "office/outreach_outbox.html", context)


@access("outreach.send")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sending back as far as it has not left."""
    undo_sending(request.actor, pk)  # type: ignore[attr-defined]
    return redirect("office:outreach-outbox")


@access("outreach.read")
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a letter's PDF to whoever prints or carries it; that it was taken is recorded."""
    content = take_letter(request.actor, pk)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="letter-{pk}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def rule_of(written: str) -> str:
    """Return the rule asked for; 404 for one that the pack does not look people up for."""
    if written and written not in dict(rule_options()):
        raise Http404
    return written
