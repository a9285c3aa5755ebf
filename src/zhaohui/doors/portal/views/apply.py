"""办事: a resident, or her helper 亲友代办 for her, fills in an item's application and goes on with it later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.carrying import begun_with
from zhaohui.county.cases.items import case_item
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.actions.read_application import read_application
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE, Errand
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.queries import application_of, open_applications, sitting_for
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.doors.form_page import Desk, Kept, actor_of, filled, run_form
from zhaohui.doors.portal.applications import (
    application_cards,
    apply_address,
    card_of,
    helped,
    list_address,
)
from zhaohui.doors.portal.bundle_page import bundle_links
from zhaohui.doors.portal.items import item_rows, start_context


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest, person_id: int | None = None) -> HttpResponse:
    """Show what can be applied for, and what was begun: the resident's own, or her giver's."""
    actor = actor_of(request)
    person, giver = whose(request, person_id)
    found = open_applications(actor, person.pk if person else None)
    context = {
        "rows": item_rows(current_pack(), giver),
        "bundles": bundle_links(current_pack(), giver),
        "cards": application_cards(actor, found),
        "giver": giver,
    }
    return render(request, "portal/apply.html", context)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD"])
def start(request: HttpRequest, item_id: str, person_id: int | None = None) -> HttpResponse:
    """Say before she begins what is needed, how long it takes, and what need not be brought."""
    person, giver = whose(request, person_id)
    item = case_item(current_pack(), item_id)
    sitting = sitting_for(item.id, APPLICATION, person_id=person.pk if person else None)
    context = start_context(item, sitting, giver) | {"is_bound": person is not None}
    return render(request, "portal/apply_start.html", context)


@access(DRAFT_WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, item_id: str, person_id: int | None = None) -> HttpResponse:
    """Take the step that was filled in, keep it, show the next one; at last go on to the materials."""
    person, giver = whose(request, person_id)
    item = case_item(current_pack(), item_id)
    return fill(request, item.id, person, giver)


def fill(
    request: HttpRequest, form_id: str, person: Person | None, giver: Person | None
) -> HttpResponse:
    """Answer a request for the form of an item or of a 一件事."""
    actor = actor_of(request)
    if person is None:
        return redirect("portal:me-bind")
    sitting = sitting_for(form_id, APPLICATION, person_id=person.pk)
    errand = Errand(DRAFT_WRITE, APPLICATION, person.pk)
    begun = begun_with(actor, sitting, person.pk)
    draft, answers = open_draft(actor, sitting, errand=errand, begun=begun)
    extra = {"giver": giver}
    if request.GET.get("print") == "filled":
        return filled(request, sitting, answers, extra)
    kept = Kept(actor, sitting, errand, answers, draft)

    def go_on(given: Answers) -> HttpResponse:
        _clean, _pages, problems = read_whole(sitting, given)
        if problems:
            raise NotComplete(_("还有内容需要改。"), problems=tuple(problems))
        kept.carry(given, changed=kept.draft is None)
        return redirect(apply_address("send", form_id, giver))

    desk = Desk(kept, go_on, _("下一步：材料"), list_address(giver), extra=extra)
    return run_form(request, sitting, desk, answers)


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
    """Throw a draft away that is her own, or that she began for her giver."""
    actor = actor_of(request)
    subject = application_of(actor, draft_id).subject
    discard_draft(actor, draft_id)
    return redirect(list_address(helped(actor, subject) if subject else None))


def whose(request: HttpRequest, person_id: int | None) -> tuple[Person | None, Person | None]:
    """Return the person whom it is about (None: the account is bound to nobody) and the giver, if it is one."""
    actor = actor_of(request)
    wanted = actor.person_id if person_id is None else person_id
    if wanted is None:
        return None, None
    person = person_visible_to(actor, DRAFT_WRITE, wanted)
    return person, helped(actor, person)
