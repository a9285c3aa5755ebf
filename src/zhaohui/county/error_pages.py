"""Turn a `ZhaohuiError` into a page or a JSON problem, in one place."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from zhaohui.errors import ZhaohuiError


class ErrorPages:
    """Middleware: what a view could not do becomes a sentence with its status.

    The page is the template `error.html` with `error` in its context; a client that asks for JSON
    gets a problem document (RFC 9457). A method that an address does not take gets a page, too.
    Any other exception stays Django's 500 and is logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "400.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer_of(request, exception) if isinstance(exception, ZhaohuiError) else None


def answer_of(request: HttpRequest, error: ZhaohuiError) -> HttpResponse:
    """Return the page of an error, or its problem document."""
    if prefers_json(request):
        return problem(error)
    return render(request, "error.html", {"error": error}, status=error.status)


def prefers_json(request: HttpRequest) -> bool:
    """Say whether the client ranks JSON above HTML."""
    preferred = request.get_preferred_type(["text/html", "application/json"])
    return preferred == "application/json"


def problem(error: ZhaohuiError) -> JsonResponse:
    """Return the error as a problem document."""
    body = {"code": error.code, "title": error.message, "detail": error.hint}
    return JsonResponse(
        {**body, "status": error.status},
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
