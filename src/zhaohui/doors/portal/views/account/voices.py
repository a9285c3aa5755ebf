"""我的诉求: what a resident said, what was answered, what she says to it; her marks of cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.states import OWN as CASE_OWN
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.give_mark import mark_case
from zhaohui.county.oversight.errors import TaskAnswerError
from zhaohui.county.oversight.queries import own_voice, own_voices
from zhaohui.county.oversight.states import OWN
from zhaohui.county.oversight.story import what_next
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.views.account.cases import show as show_case
from zhaohui.doors.voice_page import say, voice_context


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what she said, latest first."""
    cards = [
        {"voice": voice, "number": shown(voice.number), "next": what_next(voice.task)}
        for voice in own_voices(actor_of(request))
    ]
    return render(request, "portal/me/voices.html", {"cards": cards})


@access(OWN)
@never_cache
@require_safe
def one(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Show one; that it was read is recorded."""
    return show(request, voice_id)


@access(OWN)
@require_POST
def step(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Say satisfied or not, ask to have it done again, withdraw, or give a mark."""
    voice = own_voice(actor_of(request), voice_id)
    try:
        say(actor_of(request), voice, request.POST)
    except TaskAnswerError as error:
        return show(request, voice_id, problem=str(error))
    return redirect("portal:me-voice", voice_id)


@access(CASE_OWN)
@require_POST
def rate_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give a mark to her own case."""
    try:
        mark = request.POST.get("mark", "")
        mark_case(actor_of(request), case_id, mark, request.POST.get("words", ""))
    except TaskAnswerError as error:
        return show_case(request, case_id, problem=error)
    return redirect("portal:me-case", case_id)


def show(request: HttpRequest, voice_id: int, *, problem: str = "") -> HttpResponse:
    """Render one, with what is wrong with what was written."""
    voice = own_voice(actor_of(request), voice_id)
    action = reverse("portal:me-voice-step", args=[voice_id])
    context = voice_context(actor_of(request), voice, current_pack(), action=action)
    context["problems"] = [{"id": "to-do", "sentence": problem}] if problem else []
    context["title"] = _("诉求 %(number)s") % {"number": context["number"]}
    return render(request, "portal/me/voice.html", context, status=400 if problem else 200)
