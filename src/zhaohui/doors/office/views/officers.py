"""The roster of officers; one officer's posts, given and taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.add_appointment import add_appointment
from zhaohui.county.accounts.actions.close_officer import close_officer
from zhaohui.county.accounts.actions.end_appointment import end_appointment
from zhaohui.county.accounts.errors import AppointmentError, InvitationError
from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.queries import appointments_visible_to, officer_visible_to
from zhaohui.county.accounts.roster_list import ROSTER, state_of
from zhaohui.county.cases.leaves import deputies, open_of
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.access_form import area_names
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.officer_form import AppointForm
from zhaohui.doors.office.work_list_page import read_number


@access("officer.read")
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the appointments in the officer's range."""
    return list_page(request, ROSTER)


@access("officer.read")
@never_cache
@require_safe
def officer(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Show one officer's posts; those who may appoint can give and take them here."""
    return show(request, officer_id, AppointForm(request.actor))  # type: ignore[attr-defined]


@access("officer.invite")
@never_cache
@require_POST
def appoint(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Give the officer a post."""
    actor = request.actor  # type: ignore[attr-defined]
    form = AppointForm(actor, request.POST)
    if form.is_valid():
        try:
            add_appointment(actor, officer_id=officer_id, **form.cleaned_data)
        except (AppointmentError, InvitationError) as fault:
            form.add_error("post", str(fault))
        else:
            messages.success(request, _("已经任命，从今天起。"))
            return redirect("office:officer", officer_id)
    return show(request, officer_id, form)


@access("officer.invite")
@require_POST
def end(request: HttpRequest, officer_id: int, appointment_id: int) -> HttpResponse:
    """Take a post from the officer."""
    actor = request.actor  # type: ignore[attr-defined]
    officer_visible_to(actor, "officer.invite", officer_id)
    end_appointment(actor, appointment_id=appointment_id)
    messages.success(request, _("已经免去，从现在起不能再看。"))
    return redirect("office:officer", officer_id)


@access("officer.invite")
@require_POST
def close(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Close the officer's account; her open cases go to the colleague who is named, or to the post."""
    actor = request.actor  # type: ignore[attr-defined]
    wanted = read_number(request.POST.get("successor", "")) or None
    moved = close_officer(actor, officer_id, successor=wanted)
    messages.success(request, _("已经离岗，%(count)s 件办件已交接。") % {"count": moved})
    return redirect("office:officer", officer_id)


def show(request: HttpRequest, officer_id: int, form: AppointForm) -> HttpResponse:
    """Render an officer's page with the form as it stands."""
    actor = request.actor  # type: ignore[attr-defined]
    found = officer_visible_to(actor, "officer.read", officer_id)
    pack, today = current_pack(), county_today()
    rows = appointments_visible_to(actor).filter(officer=found).order_by("-start", "-pk")
    context = {
        "officer": found,
        "has_left": found.left_on is not None and found.left_on <= today,
        "appointments": [(row, state_of(row.start, row.end, today)) for row in rows],
        "form": form,
        "may_appoint": actor.may("officer.invite") and found.user_id != actor.user_id,
        "may_explain": actor.may("access.explain"),
        "is_herself": found.user_id == actor.user_id,
        "posts": {post.post: post.name for post in pack.posts},
        "areas": area_names(pack),
        "held": open_of(found.user_id),
        "deputies": deputies(found.user, today),
    }
    return render(request, "office/officer.html", context, status=400 if form.errors else 200)
