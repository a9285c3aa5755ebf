"""我的一件事: one page with every item's state, and the joint answer when all have one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.read_bundle import read_answer, read_bundle
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.states import OWN
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.my_bundles import bundle_context


@access(OWN)
@never_cache
@require_safe
def one(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Show one application; that it was read is recorded."""
    actor = actor_of(request)
    application, parts = read_bundle(actor, bundle_id, action=OWN)
    context = bundle_context(actor, application, parts, current_pack())
    return render(request, "portal/me/bundle.html", context)


@access(OWN)
@never_cache
@require_safe
def answer(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Show the joint answer; every decision in it is thereby delivered."""
    application, answers = read_answer(actor_of(request), bundle_id, action=OWN)
    context = {
        "application": application,
        "number": shown(application.number),
        "answers": answers,
        "letter": "portal:me-case-letter",
    }
    return render(request, "portal/me/bundle_answer.html", context)
