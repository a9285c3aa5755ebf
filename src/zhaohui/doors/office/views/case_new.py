"""代收: an officer fills in an application for somebody who is there; the same actions as the portal's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.taking import items_to_take, person_to_take
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.forms.queries import open_applications
from zhaohui.county.registry.models import Person
from zhaohui.doors.case_taking import Counter, item_rows, take_file, take_form, take_sending
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.bundle_taking import bundle_links

COUNTER = Counter(
    list_page="office:case-new",
    pages={page: f"office:case-new-{page}" for page in ("form", "send", "files")},
    receipt="office:case-receipt",
    bundle_pages={page: f"office:bundle-new-{page}" for page in ("form", "send", "files")},
    bundle_receipt="office:bundle-receipt",
)


@access(TAKE_IN)
@never_cache
@require_safe
def page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what can be applied for, and what was begun for this person."""
    person = whom(request, person_id)
    items = items_to_take(actor_of(request), current_pack(), person)
    cards = [
        {"form": form, "href": COUNTER.address("form", person, draft.form)}
        for draft, form in open_applications(actor_of(request), person.pk, action=TAKE_IN)
    ]
    context = {
        "giver": person,
        "rows": item_rows(items, person, COUNTER),
        "bundles": bundle_links(current_pack(), person, COUNTER),
        "cards": cards,
    }
    return render(request, "office/case_new.html", context)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Take the step that was filled in and show the next one."""
    return take_form(request, whom(request, person_id, item_id), item_id, COUNTER)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Show the materials, or submit."""
    return take_sending(request, whom(request, person_id, item_id), item_id, COUNTER)


@access(TAKE_IN)
@require_POST
def add(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Keep a file with the draft."""
    return take_file(request, whom(request, person_id, item_id), item_id, COUNTER)


def whom(request: HttpRequest, person_id: int, item_id: str = "") -> Person:
    """Return the person for whom it is taken in; NotVisible out of reach."""
    return person_to_take(actor_of(request), person_id, item_id)
