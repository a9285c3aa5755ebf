"""办事: a resident, or her helper 亲友代办 for her, fills in an application and goes on with it later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.actions.read_application import read_application
from zhaohui.county.forms.actions.submit_draft import submit_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE, Errand
from zhaohui.county.forms.queries import (
    application_of,
    applications_with_forms,
    forms_for,
    sitting_for,
)
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.doors.form_page import Desk, Kept, actor_of, filled, run_form
from zhaohui.doors.portal.applications import application_cards, card_of, helped, list_address


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the forms there are, and the resident's own applications."""
    return listing(request, actor_of(request).person_id)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD"])
def for_giver(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a helper the forms and the applications of somebody who gave her a mandate."""
    person = person_visible_to(actor_of(request), DRAFT_WRITE, person_id)
    return listing(request, person.pk, helped(actor_of(request), person))


def listing(
    request: HttpRequest, person_id: int | None, giver: Person | None = None
) -> HttpResponse:
    """Render the list of one person's applications."""
    actor = actor_of(request)
    found = applications_with_forms(actor, person_id)
    context = {
        "forms": forms_for(APPLICATION),
        "cards": application_cards(actor, found),
        "giver": giver,
    }
    return render(request, "portal/apply.html", context)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, form_id: str) -> HttpResponse:
    """Take the step that was filled in, keep it, show the next one; at last submit."""
    return fill_in(request, form_id, actor_of(request).person_id)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form_for_giver(request: HttpRequest, person_id: int, form_id: str) -> HttpResponse:
    """The same, by a helper for the giver of her mandate."""
    person = person_visible_to(actor_of(request), DRAFT_WRITE, person_id)
    return fill_in(request, form_id, person.pk, helped(actor_of(request), person))


def fill_in(
    request: HttpRequest, form_id: str, person_id: int | None, giver: Person | None = None
) -> HttpResponse:
    """Run the application form about a person; the draft is hers whoever fills it in."""
    actor, leave_to = actor_of(request), list_address(giver)
    sitting = sitting_for(form_id, APPLICATION, person_id=person_id)
    errand = Errand(DRAFT_WRITE, APPLICATION, person_id)
    draft, answers = open_draft(actor, sitting, errand=errand)
    extra = {"giver": giver}
    if request.GET.get("print") == "filled":
        return filled(request, sitting, answers, extra)
    kept = Kept(actor, sitting, errand, answers, draft)

    def submit(_answers: Answers) -> HttpResponse:
        if kept.draft is not None:
            submit_draft(actor, kept.draft.pk, sitting, version=kept.draft.version)
        return redirect(leave_to)

    return run_form(request, sitting, Desk(kept, submit, _("提交"), leave_to, extra=extra), answers)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD"])
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show what an application says so far, or what was submitted, and who filled it in."""
    actor = actor_of(request)
    row = application_of(actor, draft_id)
    # What was submitted stands as it was; an open draft takes what the registry knows today.
    known_of = row.subject_id if row.submitted_at is None else None
    sitting = sitting_for(row.form, APPLICATION, person_id=known_of)
    answers = read_application(actor, row, sitting)
    card = card_of(actor, row, sitting.sheet.form)
    return filled(request, sitting, answers, {"card": card, "giver": card.giver})


@access(DRAFT_WRITE)
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw an open draft away."""
    row = application_of(actor_of(request), draft_id)
    discard_draft(actor_of(request), row.pk)
    giver = helped(actor_of(request), row.subject) if row.subject else None
    return redirect(list_address(giver))
