"""The sign-in form: a name in any spelling of itself, a password, stay or not."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse

from zhaohui.county.accounts.idle import is_marked
from zhaohui.county.accounts.user_names import normal_name


class SignInForm(LoginForm):  # type: ignore[misc]
    """Reads full-width and capital letters as what they stand for."""

    def clean_login(self) -> str:
        """Return the name as it is stored."""
        return normal_name(super().clean_login())

    def login(self, request: HttpRequest, redirect_url: Any = None) -> HttpResponse:
        """Sign in; an officer's session ends with the browser, whatever she ticked."""
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if is_marked(request):
            request.session.set_expiry(0)
        return response
