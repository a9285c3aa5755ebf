"""随访: the list of duties, one duty with what was done, the month, coverage by schedule and town."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.schedules.actions.assign_duty import assign_duty
from zhaohui.county.schedules.actions.do_duty import FOUND, do_duty
from zhaohui.county.schedules.actions.excuse_duty import excuse_duty
from zhaohui.county.schedules.actions.read_duty import read_duty
from zhaohui.county.schedules.actions.reopen_duty import reopen_duty
from zhaohui.county.schedules.actions.steps import Said
from zhaohui.county.schedules.duty_list import DUTIES
from zhaohui.county.schedules.errors import DutyFault, DutyMoved
from zhaohui.county.schedules.models import Duty
from zhaohui.county.schedules.queries import COUNT, READ, duty_visible_to, schedule_row, visible_to
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.case_form import read_version
from zhaohui.doors.office.duty_page import (
    calendar_context,
    coverage_context,
    duty_context,
    towns_context,
)
from zhaohui.doors.office.list_view import list_page
from zhaohui.errors import ZhaohuiError

STEPS = (*map(str, FOUND), "excuse", "reopen", "assign")


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the duties of the officer's area, what has passed its window first."""
    return list_page(request, DUTIES, template="office/duties.html")


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one duty; that it was read is recorded."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; what each one needs, its own action asks of the policy."""
    if request.POST.get("step") not in STEPS:
        raise NotVisible
    actor = actor_of(request)
    duty_visible_to(actor, READ, pk)
    try:
        duty = take(actor, pk, request.POST)
    except (DutyFault, DutyMoved) as error:
        return show(request, pk, problem=error)
    if not visible_to(actor).filter(pk=duty.pk).exists():
        return redirect("office:duties")
    return redirect("office:duty", duty.pk)


@access(READ)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show how much is due on each day of a month."""
    context = calendar_context(
        actor_of(request),
        current_pack(),
        month=request.GET.get("month", ""),
        schedule=request.GET.get("schedule", ""),
    )
    return render(request, "office/duty_calendar.html", context)


@access(COUNT)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show how much of each schedule was done in time."""
    return render(
        request, "office/duty_coverage.html", coverage_context(actor_of(request), current_pack())
    )


@access(COUNT)
@require_safe
def towns(request: HttpRequest, schedule: str) -> HttpResponse:
    """Show one schedule's coverage by town."""
    row = schedule_row(current_pack(), schedule)
    if row is None:
        raise NotVisible
    context = towns_context(actor_of(request), current_pack(), row)
    return render(request, "office/duty_towns.html", context)


def take(actor: Actor, pk: int, post: QueryDict) -> Duty:
    """Take the step that was posted; return the duty that it was."""
    step, said, version = post.get("step", ""), read_said(post), read_version(post)
    if step == "excuse":
        return excuse_duty(actor, pk, said, version=version)
    if step == "reopen":
        return reopen_duty(actor, pk, said, version=version)
    if step == "assign":
        return assign_duty(actor, pk, read_officer(post), said, version=version)
    return do_duty(actor, pk, step, said, version=version)


def read_said(post: QueryDict) -> Said:
    """Return what goes with a step; DutyFault for a day that can't be read."""
    text = post.get("on", "").strip()
    try:
        on = dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise DutyFault(_("日期请写成 2027-03-01 的样子。")) from None
    return Said(
        on=on,
        where=post.get("where", ""),
        reason=post.get("reason", ""),
        note=post.get("note", ""),
    )


def read_officer(post: QueryDict) -> int | None:
    """Return the chosen officer, None for the post's again; DutyFault for what is no number."""
    text = post.get("assignee", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise DutyFault(_("请选一位能办这项任务的工作人员。"))
    return int(text)


def show(request: HttpRequest, pk: int, *, problem: ZhaohuiError | None = None) -> HttpResponse:
    """Render one duty, with what is wrong with what was written."""
    actor = actor_of(request)
    context = duty_context(actor, current_pack(), read_duty(actor, pk))
    context["problems"] = [{"id": "steps", "sentence": str(problem)}] if problem else []
    status = problem.status if problem else 200
    response = render(request, "office/duty.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
