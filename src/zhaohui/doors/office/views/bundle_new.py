"""代收一件事: an officer fills in an application for a 一件事 for somebody who is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.items import case_bundle
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.doors.case_taking import take_file, take_form, take_sending
from zhaohui.doors.office.views.case_new import COUNTER, whom


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Ask what the items together still lack, each thing once; at last go on to the materials."""
    return take_form(request, whom(request, person_id), form_of(code), COUNTER)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Show the items and their materials; a post submits and leads to the receipt. Twice is once."""
    return take_sending(request, whom(request, person_id), form_of(code), COUNTER)


@access(TAKE_IN)
@require_POST
def add(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Keep a file with the draft: every item that asks for it gets it."""
    return take_file(request, whom(request, person_id), form_of(code), COUNTER)


def form_of(code: str) -> str:
    """Return the name of the form that asks for all items of a 一件事."""
    return case_bundle(current_pack(), code).form_id
