"""预警: the list, one alert with what was seen and who must act, taking it up, closing it with a verdict."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.signals.actions.close_alert import close_alert
from zhaohui.county.signals.actions.read_alert import read_alert
from zhaohui.county.signals.actions.take_up import take_up
from zhaohui.county.signals.alert_list import ALERTS
from zhaohui.county.signals.errors import AlertAnswerError
from zhaohui.county.signals.states import READ
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.alert_page import alert_context
from zhaohui.doors.office.case_form import read_version
from zhaohui.doors.office.list_view import list_page


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the alerts of the officer's area and department, the worst first."""
    return list_page(request, ALERTS, template="office/signals/alerts.html")


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one alert; that it was read is recorded."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; each action asks the policy for its own right."""
    actor, version = actor_of(request), read_version(request.POST)
    name, words = request.POST.get("step", ""), request.POST.get("words", "")
    try:
        if name == "take_up":
            take_up(actor, pk, version=version)
        elif name == "close":
            close_alert(actor, pk, request.POST.get("verdict", ""), words, version=version)
        else:
            raise NotVisible
    except AlertAnswerError as error:
        return show(request, pk, problem=error, words=words)
    return redirect("office:alert", pk)


def show(
    request: HttpRequest, pk: int, *, problem: AlertAnswerError | None = None, words: str = ""
) -> HttpResponse:
    """Render one alert, with what is wrong with what was written."""
    actor = actor_of(request)
    context = alert_context(actor, current_pack(), read_alert(actor, pk))
    context["problems"] = [{"id": "words", "sentence": str(problem)}] if problem else []
    context["words"] = words
    status = problem.status if problem else 200
    return render(request, "office/signals/alert.html", context, status=status)
