"""An officer who walks away is signed out: her session ends after a time without a request."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SEEN = "officer_seen"  # in the session of an officer: when she last asked for a page, in seconds
WRITE_AFTER_S = 60  # a session row is written at most once a minute


def mark_officer(request: HttpRequest) -> None:
    """Start the clock of an officer's session."""
    request.session[SEEN] = int(time.time())


def begin_office_session(request: HttpRequest) -> None:
    """Let an officer's session end with the browser, or when she walks away."""
    request.session.set_expiry(0)
    mark_officer(request)


def is_marked(request: HttpRequest) -> bool:
    """Say whether this session is an officer's."""
    return SEEN in request.session


class OfficerIdle:
    """Middleware: sign out an officer whose last request is too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        seen = request.session.get(SEEN) if has_session else None
        if seen is None:
            return self.get_response(request)
        idle_s = time.time() - seen
        if idle_s > settings.OFFICER_IDLE.total_seconds():
            get_adapter(request).logout(request)
            messages.info(request, _("您有一段时间没有操作，为了安全已经退出。请重新登录。"))
            return redirect_to_login(request.get_full_path(), "account_login")
        if idle_s > WRITE_AFTER_S:
            mark_officer(request)
        return self.get_response(request)
