"""预警设置: every signal as sentences with marks and gaps, one signal with its record, its readings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.signals.actions.enter_reading import ReadingEntry, enter_reading
from zhaohui.county.signals.errors import ReadingFault
from zhaohui.county.signals.queries import signal_named
from zhaohui.county.signals.states import READ
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.signal_page import one_context, page_context, readings_context

FIELDS = ("area", "item", "period", "value", "origin", "reason")


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show all signals: what each watches, what it raised, how often it was wrong."""
    context = page_context(actor_of(request), current_pack())
    return render(request, "office/signals/signals.html", context)


@access(READ)
@require_safe
def one(request: HttpRequest, signal_id: str) -> HttpResponse:
    """Show one signal: its levels with thresholds, its plan of action, its record."""
    context = one_context(actor_of(request), current_pack(), signal_named(signal_id))
    return render(request, "office/signals/signal.html", context)


@access(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: HttpRequest, signal_id: str) -> HttpResponse:
    """Show a signal's readings as chart and table; a post enters or corrects one."""
    actor, row = actor_of(request), signal_named(signal_id)
    if row.watch.kind != "reading":
        raise NotVisible
    written = {name: request.POST.get(name, "") for name in FIELDS}
    fault: ReadingFault | None = None
    if request.method == "POST":
        try:
            made = enter_reading(actor, row.id, ReadingEntry(**written))
        except ReadingFault as error:
            fault = error
        else:
            messages.success(request, _("已经记下。"))
            at = reverse("office:signal-readings", args=[row.id])
            return redirect(f"{at}?area={made.area}")
    asked = request.GET.get("area", "") or written["area"]
    context = readings_context(actor, current_pack(), row, asked)
    context |= {"written": written, "wrong": {fault.field: str(fault)} if fault else {}}
    context["problems"] = [{"id": fault.field, "sentence": _whole(fault)}] if fault else []
    status = fault.status if fault else 200
    return render(request, "office/signals/readings.html", context, status=status)


def _whole(fault: ReadingFault) -> str:
    return f"{fault}{fault.hint}"
