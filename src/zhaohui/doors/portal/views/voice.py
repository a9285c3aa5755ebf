"""说说诉求: choose a kind, say it, get a number with a code; see without sign-in what came of it; what is public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.numbers import shown
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.board import by_kind, by_town, published, scores
from zhaohui.county.oversight.errors import TaskAnswerError, TooMany, VoiceFault
from zhaohui.county.oversight.lookup import look_up_voice
from zhaohui.county.oversight.models import VoiceChannel
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.voice_form import take_turn
from zhaohui.doors.voice_page import say, voice_context

SENT = "voice_sent"  # of the session: the number and its code, shown once
TYPES = ("request", "complaint", "suggestion")


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the kinds by what they are."""
    words = {"request": _("诉求"), "complaint": _("投诉"), "suggestion": _("建议")}
    kinds = current_pack().voice_kinds
    groups = [(words[each], [row for row in kinds if row.type == each]) for each in TYPES]
    return render(request, "portal/voice.html", {"groups": [g for g in groups if g[1]]})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Take what somebody says, with a map that needs no JavaScript."""
    try:
        turn = take_turn(request, kind, VoiceChannel.PORTAL)
    except (VoiceFault, TooMany) as error:
        context = {"problems": [{"id": "words", "sentence": str(error)}]}
        return render(request, "portal/voice_stopped.html", context, status=error.status)
    if turn.filed is None:
        return render(request, "portal/voice_new.html", turn.context, status=turn.status)
    request.session[SENT] = [turn.filed.voice.number, turn.filed.code]
    return redirect("portal:voice-sent")


@public
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Show the number and the code, once: who comes after at the same screen reads nothing."""
    found = request.session.pop(SENT, None)
    if found is None:
        return redirect("portal:voice-status")
    context = {"number": shown(found[0]), "code": found[1]}
    return render(request, "portal/voice_sent.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; show the answer; take what is said to it. Nothing of it is in the address."""
    if request.method != "POST":
        return render(request, "portal/voice_status.html", {})
    number, code = request.POST.get("number", ""), request.POST.get("code", "")
    actor, problems = actor_of(request), []
    voice = look_up_voice(number, code, address=client_address(request) or "")
    if voice is None:
        wrong = _("没有查到：编号或者查询码不对。查错几次要等一个小时。")
        context = {"problems": [{"id": "number", "sentence": wrong}], "typed": number[:20]}
        return render(request, "portal/voice_status.html", context, status=400)
    try:
        say(actor, voice, request.POST)
    except TaskAnswerError as error:
        problems = [{"id": "to-do", "sentence": str(error)}]
    proof = {"number": voice.number, "code": code[:20]}
    action = reverse("portal:voice-status")
    context = voice_context(actor, voice, current_pack(), action=action, proof=proof)
    context["problems"] = problems
    return render(request, "portal/voice_status.html", context, status=400 if problems else 200)


@public
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the counts by kind and town, the departments' marks, and what was published."""
    pack = current_pack()
    context = {
        "kinds": by_kind(pack),
        "towns": by_town(pack, _("没有写村（社区）")),
        "scores": scores(),
        "published": published(pack),
    }
    return render(request, "portal/voice_board.html", context)
