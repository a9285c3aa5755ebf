"""The last page of an application: the materials, and sending it off."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.add_material import drop_material
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.errors import AppliedAlready, MaterialError
from zhaohui.county.cases.items import case_item
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import application_of, latest_application, sitting_for
from zhaohui.county.registry.models import Person
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.applications import apply_address, helped
from zhaohui.doors.portal.bundle_page import sending_context as sending_of_bundle
from zhaohui.doors.portal.sending import sending_context as sending_of_item
from zhaohui.doors.portal.sending import wanted_papers
from zhaohui.doors.portal.views.apply import whose
from zhaohui.doors.posted import add_posted_file, posted_version, still_open
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.bundles import code_of


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, item_id: str, person_id: int | None = None) -> HttpResponse:
    """Show the materials; a post submits the application. Twice is once."""
    person, giver = whose(request, person_id)
    item_id = case_item(current_pack(), item_id).id
    row = draft_of(request, item_id, person)
    if row is None:
        return redirect(apply_address("form", item_id, giver))
    if request.method != "POST":
        if row.submitted_at is not None:
            return redirect(apply_address("item", item_id, giver))
        return show(request, row, giver)
    actor = actor_of(request)
    sitting = sitting_for(item_id, APPLICATION, person_id=row.subject_id)
    try:
        case = submit_case(actor, row.pk, sitting, version=posted_version(request))
    except NotComplete:
        return redirect(apply_address("form", item_id, giver))
    except AppliedAlready as error:
        return show(request, row, giver, problem=error)
    return redirect("portal:me-case", case.pk)


@access(DRAFT_WRITE)
@require_POST
def add(request: HttpRequest, item_id: str, person_id: int | None = None) -> HttpResponse:
    """Keep a file with the draft."""
    person, giver = whose(request, person_id)
    row = still_open(draft_of(request, item_id, person))
    try:
        add_posted_file(request, row)
    except MaterialError as error:
        return show(request, row, giver, problem=error)
    return redirect(apply_address("send", item_id, giver))


@access(DRAFT_WRITE)
@require_POST
def drop(request: HttpRequest, file_id: int) -> HttpResponse:
    """Take a file back that was not submitted yet."""
    found = drop_material(actor_of(request), file_id)
    row = application_of(actor_of(request), found.draft_id or 0)
    giver = helped(actor_of(request), row.subject) if row.subject else None
    return redirect(apply_address("send", row.form, giver))


def draft_of(request: HttpRequest, item_id: str, person: Person | None) -> Draft | None:
    """Return the newest application of the item, open or just submitted."""
    return latest_application(actor_of(request), person.pk, item_id) if person else None


def show(
    request: HttpRequest, row: Draft, giver: Person | None, *, problem: ZhaohuiError | None = None
) -> HttpResponse:
    """Render the page of an item or of a 一件事, with what is wrong."""
    sitting = sitting_for(row.form, APPLICATION, person_id=row.subject_id)
    contents = sending_of_bundle if code_of(row.form) else sending_of_item
    found = contents(actor_of(request), row, sitting)
    upload = apply_address("files", row.form, giver)
    context = found | {
        "giver": giver,
        "wanted": wanted_papers(found["needed"], found["files"], upload),
        "form_address": apply_address("form", row.form, giver),
        "problems": [{"id": "materials", "sentence": str(problem)}] if problem else [],
    }
    status = problem.status if problem else HTTPStatus.OK
    return render(request, "portal/apply_send.html", context, status=status)
