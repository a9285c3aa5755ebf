"""The list of people, and the search for one of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import record
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.page import Page, find_rows
from zhaohui.county.lists.state import ListState
from zhaohui.county.registry.people_list import PEOPLE
from zhaohui.doors.office.list_view import BAD_REQUEST, list_page, note_shown, view_of
from zhaohui.doors.office.purpose import current_purpose, keep_purpose, purposes


@access("person.list")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the people of the officer's area."""
    return list_page(request, PEOPLE, lookup=lookup_form(request))


@access("person.list")
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for a person by number or name; the words stay out of every address."""
    if "purpose" in request.POST or not current_purpose(request):
        keep_purpose(request, request.POST.get("purpose", ""), "")
    actor = request.actor  # type: ignore[attr-defined]
    problem, found = "", Page.empty()
    try:
        found = find_rows(PEOPLE, actor, request.POST.get("words", ""))
    except FilterFault as fault:
        problem = str(fault)
    else:
        note_search(request, found)
    if len(found.rows) == 1:
        return redirect("office:person", found.rows[0]["pk"])
    context = {
        "list": view_of(PEOPLE, actor, ListState(), found),
        "lookup": lookup_form(request, problem=problem),
    }
    return render(request, "office/found.html", context, status=BAD_REQUEST if problem else 200)


def note_search(request: HttpRequest, found: Page) -> None:
    """Record the search, also where it found nobody; never its words."""
    if found.rows:
        note_shown(request, PEOPLE, found, filters={"search": "1"})
        return
    with transaction.atomic():
        record(
            request.actor,  # type: ignore[attr-defined]
            PEOPLE.action,
            subject=("search", PEOPLE.name),
            purpose=current_purpose(request),
            change={"found": 0},
        )


def lookup_form(request: HttpRequest, *, problem: str = "") -> dict[str, Any]:
    """Return the search form; it asks for the purpose where none was given yet."""
    assert PEOPLE.lookup
    return {
        "label": PEOPLE.lookup.label,
        "hint": PEOPLE.lookup.hint,
        "address": reverse("office:people-find"),
        "purposes": () if current_purpose(request) else purposes(with_other=False),
        "problem": problem,
    }
