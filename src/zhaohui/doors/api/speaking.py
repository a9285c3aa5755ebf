"""What is refused before a call begins is told to programs as the calls themselves would tell it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zhaohui.doors.api.answers import errors
from zhaohui.doors.api.answers import written as written_311
from zhaohui.doors.api.v1.faults import ApiFault
from zhaohui.doors.api.v1.frame import refused

LEAST = 400


class ApiSpeaksJson:
    """Middleware: a page of an error below /api/ or /open311/ becomes a document that programs read.

    An address that nothing has, a form that can't be taken apart, a fault of ours: Django answers
    those before or after our own code, in HTML.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code < LEAST or not is_page:
            return response
        if request.path.startswith("/api/"):
            return refused(ApiFault(response.status_code, _("这个请求办不了。"), code="http"))
        if request.path.startswith("/open311/"):
            form = "xml" if request.path.endswith(".xml") else "json"
            return written_311(errors(response.status_code, "this can't be answered"), form)
        return response
