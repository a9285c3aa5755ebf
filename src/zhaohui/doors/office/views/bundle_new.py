"""代收一件事: an officer fills in an application for a 一件事 for somebody who is there."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.add_material import add_to_draft
from zhaohui.county.cases.actions.submit_bundle import submit_bundle
from zhaohui.county.cases.errors import AppliedAlready, CaseAnswerError, MaterialError
from zhaohui.county.cases.items import case_bundle
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import latest_application, sitting_for
from zhaohui.county.registry.models import Person
from zhaohui.doors.case_taking import channel_of, take_form
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.bundle_taking import bundle_send_context
from zhaohui.doors.office.views.case_new import COUNTER, whom
from zhaohui.doors.portal.views.bundle_apply import read_sent
from zhaohui.errors import ZhaohuiError


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Ask what the items together still lack, each thing once; at last go on to the materials."""
    person = whom(request, person_id)
    return take_form(request, person, case_bundle(current_pack(), code).form_id, COUNTER)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Show the items and their materials; a post submits and leads to the receipt. Twice is once."""
    actor, person = actor_of(request), whom(request, person_id)
    form_id = case_bundle(current_pack(), code).form_id
    row = latest_application(actor, person.pk, form_id, action=TAKE_IN)
    if row is None or (request.method != "POST" and row.submitted_at is not None):
        return redirect(COUNTER.address("form", person, form_id))
    if request.method != "POST":
        return show(request, row, person)
    sitting = sitting_for(form_id, APPLICATION, person_id=person.pk)
    sent = replace(read_sent(request), channel=channel_of(actor))
    try:
        made = submit_bundle(actor, row.pk, sitting, sent)
    except NotComplete:
        return redirect(COUNTER.address("form", person, form_id))
    except (AppliedAlready, CaseAnswerError) as error:
        return show(request, row, person, problem=error)
    return redirect("office:bundle-receipt", made.pk)


@access(TAKE_IN)
@require_POST
def add(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Keep a file with the draft: every item that asks for it gets it."""
    actor, person = actor_of(request), whom(request, person_id)
    form_id = case_bundle(current_pack(), code).form_id
    row = latest_application(actor, person.pk, form_id, action=TAKE_IN)
    if row is None or row.submitted_at is not None:
        raise NotVisible
    file = request.FILES.get("file")
    try:
        add_to_draft(
            actor,
            row.pk,
            document=request.POST.get("document", ""),
            name=(file.name or "") if file else "",
            content=file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b"",
            action=TAKE_IN,
        )
    except MaterialError as error:
        return show(request, row, person, problem=error)
    return redirect(COUNTER.address("send", person, form_id))


def show(
    request: HttpRequest, row: Draft, person: Person, *, problem: ZhaohuiError | None = None
) -> HttpResponse:
    """Render the last page, with what is wrong."""
    sitting = sitting_for(row.form, APPLICATION, person_id=person.pk)
    context = bundle_send_context(actor_of(request), row, sitting, person, COUNTER)
    context["problems"] = [{"id": "materials", "sentence": str(problem)}] if problem else []
    status = problem.status if problem else HTTPStatus.OK
    return render(request, "office/case_send.html", context, status=status)
