"""The sign-in form: a name in any spelling of itself, a password, stay or not."""

from __future__ import annotations

from allauth.account.forms import LoginForm

from zhaohui.county.accounts.user_names import normal_name


class SignInForm(LoginForm):
    """Reads full-width and capital letters as what they stand for."""

    def clean_login(self) -> str:
        """Return the name as it is stored."""
        return normal_name(super().clean_login())
