"""代收 at the window: the form beside the person, the materials, the receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.identify_at_window import PURPOSE
from zhaohui.county.cases.actions.read_case import read_case
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.doors.case_taking import Counter, take_file, take_form, take_sending
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.desk import queue_bar
from zhaohui.doors.hall.side import beside
from zhaohui.doors.office.case_page import receipt_context

COUNTER = Counter(
    list_page="hall:person",
    pages={page: f"hall:{page}" for page in ("form", "send", "files")},
    receipt="hall:receipt",
    form_template="hall/form.html",
    send_template="hall/send.html",
    beside=beside,
)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Take the step that was filled in and show the next one, beside the person."""
    return take_form(request, whom(request, person_id), item_id, COUNTER)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Show the materials, or submit."""
    return take_sending(request, whom(request, person_id), item_id, COUNTER)


@access(TAKE_IN)
@require_POST
def add(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Keep a file with the draft."""
    return take_file(request, whom(request, person_id), item_id, COUNTER)


@access(TAKE_IN)
@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt, to be printed with one key."""
    case = read_case(actor_of(request), pk, purpose=PURPOSE)
    context = receipt_context(case, current_pack()) | {"queue": queue_bar(request)}
    return render(request, "hall/receipt.html", context)


def whom(request: HttpRequest, person_id: int) -> Person:
    """Return the person for whom it is taken in; NotVisible out of reach."""
    return person_visible_to(actor_of(request), TAKE_IN, person_id)
