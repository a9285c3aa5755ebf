"""一件事, applied for by a resident or her helper: begin, fill in once, hand in once, send once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.submit_bundle import Sent, submit_bundle
from zhaohui.county.cases.errors import AppliedAlready, CaseAnswerError, MaterialError
from zhaohui.county.cases.items import case_bundle
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.queries import sitting_for
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.applications import apply_address
from zhaohui.doors.portal.bundle_page import start_context
from zhaohui.doors.portal.views.apply import fill, whose
from zhaohui.doors.portal.views.apply_send import draft_of, show
from zhaohui.doors.posted import add_posted_file, posted_version, still_open


@access(DRAFT_WRITE)
@never_cache
@require_safe
def start(request: HttpRequest, code: str, person_id: int | None = None) -> HttpResponse:
    """Say before she begins which items fit her home, what is needed once, what is known."""
    person, giver = whose(request, person_id)
    bundle = case_bundle(current_pack(), code)
    sitting = sitting_for(bundle.form_id, APPLICATION, person_id=person.pk if person else None)
    context = start_context(bundle, sitting, giver) | {"is_bound": person is not None}
    return render(request, "portal/bundle_start.html", context)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, code: str, person_id: int | None = None) -> HttpResponse:
    """Ask what the items together still lack, each thing once; at last go on to the materials."""
    person, giver = whose(request, person_id)
    return fill(request, case_bundle(current_pack(), code).form_id, person, giver)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, code: str, person_id: int | None = None) -> HttpResponse:
    """Show the items and their materials; a post submits all that were chosen. Twice is once."""
    person, giver = whose(request, person_id)
    form_id = case_bundle(current_pack(), code).form_id
    row = draft_of(request, form_id, person)
    if row is None:
        return redirect(apply_address("form", form_id, giver))
    if request.method != "POST":
        if row.submitted_at is not None:
            return redirect(apply_address("item", form_id, giver))
        return show(request, row, giver)
    sitting = sitting_for(form_id, APPLICATION, person_id=row.subject_id)
    try:
        made = submit_bundle(actor_of(request), row.pk, sitting, read_sent(request))
    except NotComplete:
        return redirect(apply_address("form", form_id, giver))
    except (AppliedAlready, CaseAnswerError) as error:
        return show(request, row, giver, problem=error)
    return redirect("portal:me-bundle", made.pk)


@access(DRAFT_WRITE)
@require_POST
def add(request: HttpRequest, code: str, person_id: int | None = None) -> HttpResponse:
    """Keep a file with the draft: every item that asks for it gets it."""
    person, giver = whose(request, person_id)
    form_id = case_bundle(current_pack(), code).form_id
    row = still_open(draft_of(request, form_id, person))
    try:
        add_posted_file(request, row)
    except MaterialError as error:
        return show(request, row, giver, problem=error)
    return redirect(apply_address("send", form_id, giver))


def read_sent(request: HttpRequest) -> Sent:
    """Return what was sent from the portal."""
    return Sent(version=posted_version(request), chosen=frozenset(request.POST.getlist("chosen")))
