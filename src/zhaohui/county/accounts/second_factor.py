"""Where production asks an officer for a second factor: everywhere but at her first page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhaohui.county.accounts.gate import PUBLIC_ACCESS, SIGNED_IN_ACCESS, access_of
from zhaohui.county.settings.access import ACCESS_BY_URL_NAME

# Without one she may look, and no more than look, at what names nobody.
OPEN = frozenset({"office.home", "pack.read", "gallery.read"})
LOOKING = ("GET", "HEAD", "OPTIONS")
NOBODY_S = (None, PUBLIC_ACCESS, SIGNED_IN_ACCESS)  # everybody's pages, and those that set one up


def lacks_second_factor(request: HttpRequest, action: str | None) -> bool:
    """Say whether this officer must first set up a second factor for this action.

    Asked of every action that is not named as open, so that a new page is behind it. Who has one
    was asked for it when she signed in.
    """
    if not settings.SECOND_FACTOR_REQUIRED or action in NOBODY_S:
        return False
    if action in OPEN and request.method in LOOKING:
        return False
    is_officer = request.actor.kind == "officer"  # type: ignore[attr-defined]
    return is_officer and not is_mfa_enabled(request.user)


class SecondFactor:
    """Middleware: lead an officer without a second factor to the page that says how to add one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        action = access_of(view, match.view_name if match else "", ACCESS_BY_URL_NAME)
        if lacks_second_factor(request, action):
            return redirect("office:second-factor")
        return None
