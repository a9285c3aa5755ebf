"""What the phone keeps to open without a network, and whom it asks before it uploads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access, public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.visits.queries import NOTE
from zhaohui.doors.field.kept_files import kept_files, version
from zhaohui.doors.field.today_page import phone_words, user_mark
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.context import has_static
from zhaohui.doors.portal.preferences import wants_elder_mode


@access(NOTE)
@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """Say whose session this is, by the mark that the phone knows, with a token for its forms."""
    response = JsonResponse({"user": user_mark(actor_of(request)), "token": get_token(request)})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Give the page that opens without a network: the same for everybody, whoever is signed in."""
    context = {
        "pack": current_pack(),
        "elder": wants_elder_mode(request),
        "vendor_styles": has_static("vendor/govuk-frontend.min.css"),
        "phone": phone_words(None),
    }
    return HttpResponse(render_to_string("field/shell.html", context))


@public
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Give the service worker: its scope is the folder that it lies in."""
    files, words = kept_files(), phone_words(None)
    context = {"version": version(), "files": files, "shell": words["shell"]}
    script = render_to_string("field/sw.js", context)
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
