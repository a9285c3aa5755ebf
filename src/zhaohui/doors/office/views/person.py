"""A person's page, a tab a view: facts, household, findings; cases, letters and visits to come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.registry.actions.reveal import reveal as reveal_field
from zhaohui.doors.office.person_page import ask_purpose, person_tab
from zhaohui.doors.office.person_tabs import (
    cases_tab,
    duties_tab,
    facts_tab,
    findings_tab,
    household_tab,
    letters_tab,
    visits_tab,
)
from zhaohui.doors.office.purpose import PurposeMissingError, drop_purpose, keep_purpose


@access("person.read")
@require_safe
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the facts, by department."""
    return person_tab(request, pk, "person", facts_tab)


@access("person.read")
@require_safe
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who lives with her and who is registered with her."""
    return person_tab(request, pk, "person-household", household_tab)


@access("person.read")
@require_safe
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what each rule says about her today."""
    return person_tab(request, pk, "person-findings", findings_tab)


@access("person.read")
@require_safe
def cases(request: HttpRequest, pk: int) -> HttpResponse:
    """Show her cases, as far as the officer may see them."""
    return person_tab(request, pk, "person-cases", cases_tab)


@access("person.read")
@require_safe
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was sent to her: by which channel, how far it came, what it said."""
    return person_tab(request, pk, "person-letters", letters_tab)


@access("person.read")
@require_safe
def duties(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be done for her and when, as far as the officer may see it."""
    return person_tab(request, pk, "person-duties", duties_tab)


@access("person.read")
@require_safe
def visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who visited her, and what came of it."""
    return person_tab(request, pk, "person-visits", visits_tab)


@access("person.reveal")
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one number in full, once, in the answer to this form only."""
    name, reason = request.POST.get("field", ""), request.POST.get("reason", "")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = {name: reveal_field(actor, person=pk, field=name, reason=reason)}
    return person_tab(
        request,
        pk,
        "person",
        lambda actor, person: facts_tab(actor, person, shown=shown),
        purpose=reason,
    )


@access("person.read")
@require_POST
def purpose(request: HttpRequest) -> HttpResponse:
    """Keep why the officer looks, and go on to where she was going."""
    try:
        keep_purpose(request, request.POST.get("purpose", ""), request.POST.get("other", ""))
    except PurposeMissingError as error:
        return ask_purpose(request, problem=error.message, status=error.status)
    return redirect(next_address(request))


@access("person.read")
@require_POST
def purpose_drop(request: HttpRequest) -> HttpResponse:
    """Forget the purpose: the page asks again."""
    drop_purpose(request)
    return redirect(next_address(request))


def next_address(request: HttpRequest) -> str:
    """Return the address of our own to go on to; the list of people for any other."""
    where = request.POST.get("next", "")
    is_ours = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours else reverse("office:people")
