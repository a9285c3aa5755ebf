"""The reader's two wishes, language and 长者模式 (large type, fewer things), kept in cookies."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

ELDER_COOKIE = "elder"
ONE_YEAR_S = 365 * 24 * 3600


def wants_elder_mode(request: HttpRequest) -> bool:
    """Say whether the reader chose large type, in this form or before."""
    chosen = request.POST.get("elder") if request.method == "POST" else None
    return chosen == "on" if chosen else request.COOKIES.get(ELDER_COOKIE) == "on"


def chosen_language(request: HttpRequest) -> str:
    """Return the language chosen in this form or before; Chinese is the county's first language."""
    known = dict(settings.LANGUAGES)
    posted = request.POST.get("language", "") if request.method == "POST" else ""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return next((code for code in (posted, kept) if code in known), settings.LANGUAGE_CODE)


def changes_preference(request: HttpRequest) -> bool:
    """Say whether a preference button was pressed, rather than the form's own."""
    return bool({"elder", "language"} & request.POST.keys())


def keep_preferences(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookies for what was chosen in this form."""
    wanted = {
        ELDER_COOKIE: "on" if wants_elder_mode(request) else "off",
        settings.LANGUAGE_COOKIE_NAME: chosen_language(request),
    }
    for name, value in wanted.items():
        response.set_cookie(
            name,
            value,
            max_age=ONE_YEAR_S,
            samesite="Lax",
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )


class ChosenLanguage:
    """Middleware: speak the chosen language, Chinese unless the reader asked for another.

    A browser's own language does not decide: the county writes Chinese, and what the pack holds
    is Chinese in every language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(chosen_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
