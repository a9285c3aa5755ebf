"""Who asks, and whether this view is for her: default deny."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import PUBLIC, Actor
from zhaohui.county.accounts.errors import SignInNeeded
from zhaohui.county.accounts.gate import PUBLIC_ACCESS, Answer, access_of, answer_of
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.error_pages import prefers_json, problem
from zhaohui.county.settings.access import ACCESS_BY_URL_NAME

NEVER_KEPT = "private, no-store"


class ActorOfRequest:
    """Middleware: `request.actor`, worked out when first asked for; then the gate.

    A view without a mark is answered with 404, like one outside the actor's range. Who is not
    signed in is sent to the sign-in page. What is answered to somebody with a session is never
    kept, the portal's pages too: their header says who she is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if has_session(request) and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = NEVER_KEPT
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        action = access_of(view, match.view_name if match else "", ACCESS_BY_URL_NAME)
        if action == PUBLIC_ACCESS:
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined]
        answer = answer_of(actor, action)
        if answer is Answer.NOT_FOUND:
            raise Http404  # like an address that doesn't exist
        if answer is Answer.SIGN_IN:
            if prefers_json(request):
                return problem(SignInNeeded())
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return None


def has_session(request: HttpRequest) -> bool:
    """Say whether the client brought a session, or this request began one; reads no table."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(request.session.modified)


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request: the public where nobody is signed in."""
    if not has_session(request) or not request.user.is_authenticated:
        return PUBLIC
    return actor_for(request.user, current_pack(), county_today())
