"""Which requests come from a machine in a hall; what it shows is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

COOKIE = "kiosk"
PATH = "/kiosk/"
ONE_YEAR_S = 365 * 24 * 3600


def is_kiosk(request: HttpRequest) -> bool:
    """Say whether a page is shown at a kiosk: one of its own pages, or any page on a hall's machine."""
    return request.path.startswith(PATH) or COOKIE in request.COOKIES


def key_of(request: HttpRequest) -> str:
    """Return the machine's key, "" on any other machine."""
    return request.COOKIES.get(COOKIE, "")


class KioskMachine:
    """Middleware: no page that a kiosk shows stays in its browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_kiosk(request):
            response.headers["Cache-Control"] = "no-store"
        return response
