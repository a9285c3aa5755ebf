"""工单: the list, one task with what was said, the steps, publishing; a voice taken down for somebody."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.numbers import shown
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.file_voice import TAKE_IN
from zhaohui.county.oversight.actions.keep_photos import take_photo
from zhaohui.county.oversight.actions.officer_steps import OFFICER_STEPS
from zhaohui.county.oversight.actions.publish_voice import publish_voice
from zhaohui.county.oversight.actions.read_task import read_task
from zhaohui.county.oversight.actions.take_task_step import TaskSaid
from zhaohui.county.oversight.errors import TaskAnswerError, TaskSecondOfficer
from zhaohui.county.oversight.models import VoiceChannel
from zhaohui.county.oversight.queries import task_visible_to, visible_to
from zhaohui.county.oversight.states import HANDLE, READ
from zhaohui.county.oversight.task_list import TASKS
from zhaohui.doors.case_file import file_response
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.case_form import read_version
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.task_page import task_context
from zhaohui.doors.voice_form import take_turn
from zhaohui.errors import ZhaohuiError

PURPOSE = "办工单"  # the audit is kept in Chinese
VILLAGE_DIGITS = 12


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the tasks of the officer's area, what is overdue first."""
    return list_page(request, TASKS, template="office/tasks.html")


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task; that it was read is recorded."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; what each one needs, its own action asks of the policy."""
    take = OFFICER_STEPS.get(request.POST.get("step", ""))
    if take is None:
        raise NotVisible
    task_visible_to(actor_of(request), READ, pk)
    try:
        said = read_said(request.POST)
        task = take(actor_of(request), pk, said, version=read_version(request.POST))
    except (TaskAnswerError, TaskSecondOfficer) as error:
        return show(request, pk, problem=error)
    if not visible_to(actor_of(request)).filter(pk=task.pk).exists():  # handed on, out of reach
        return redirect("office:tasks")
    return redirect("office:task", pk)


@access(READ)
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a photo that came with a voice, to be saved; the reading is recorded."""
    return file_response(*take_photo(actor_of(request), pk, purpose=PURPOSE))


@access(HANDLE)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what was answered, in words without names, or take it back."""
    summary, answer = request.POST.get("summary", ""), request.POST.get("answer", "")
    try:
        publish_voice(actor_of(request), pk, summary, answer)
    except TaskAnswerError as error:
        return show(request, pk, problem=error)
    return redirect("office:task", pk)


@access(TAKE_IN)
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Show of what a voice can be that is taken down."""
    return render(request, "office/voice_kinds.html", {"kinds": current_pack().voice_kinds})


@access(TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Take down what somebody says at the window or at her door; the answer is the receipt."""
    turn = take_turn(request, kind, channel_of(actor_of(request)))
    if turn.filed is None:
        response = render(request, "office/voice_new.html", turn.context, status=turn.status)
    else:
        context = {"number": shown(turn.filed.voice.number), "code": turn.filed.code}
        response = render(request, "office/voice_taken.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def channel_of(actor: Actor) -> VoiceChannel:
    """Return where the officer takes it down: a village's worker on her round, others at the window."""
    lows = [low for low, _high in actor.ranges(TAKE_IN)]
    is_village = bool(lows) and all(len(low) == VILLAGE_DIGITS for low in lows)
    return VoiceChannel.VILLAGE if is_village else VoiceChannel.WINDOW


def read_said(post: QueryDict) -> TaskSaid:
    """Return what goes with a step; TaskAnswerError for a day that can't be read."""
    assignee, until = post.get("assignee", ""), post.get("until", "").strip()
    try:
        day = dt.date.fromisoformat(until) if until else None
    except ValueError:
        raise TaskAnswerError(_("日期请写成 2027-03-01 的样子。")) from None
    is_number = assignee.isascii() and assignee.isdecimal() and len(assignee) < 19
    return TaskSaid(
        words=post.get("words", ""),
        outcome=post.get("outcome", ""),
        evidence=post.get("evidence", ""),
        assignee=int(assignee) if is_number else None,
        area=post.get("area", ""),
        department=post.get("department", ""),
        until=day,
    )


def show(request: HttpRequest, pk: int, *, problem: ZhaohuiError | None = None) -> HttpResponse:
    """Render one task, with what is wrong with what was written."""
    actor = actor_of(request)
    task = read_task(actor, pk, purpose=PURPOSE)
    context = task_context(actor, task, current_pack())
    context["problems"] = [{"id": "steps", "sentence": str(problem)}] if problem else []
    response = render(
        request, "office/task.html", context, status=problem.status if problem else 200
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
