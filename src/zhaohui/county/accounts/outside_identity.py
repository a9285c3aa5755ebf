"""An account of an outside identity service (OpenID Connect): only its number is kept here."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from zhaohui.county.accounts.adapter import actor_of_user
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.record import record

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class OutsideIdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Opens an account at the first sign-in; names, numbers and tokens of the service stay there."""

    def populate_user(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: SocialLogin,
        data: dict[str, Any],  # noqa: ARG002
    ) -> User:
        """Give the new account a name of its own and forget what the service told besides."""
        sociallogin.account.extra_data = {}
        user: User = sociallogin.user
        user.username = f"id-{get_random_string(10, LETTERS)}"
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Store the new account and its audit entry together."""
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            record(
                actor_of_user(user),
                "account.sign_up",
                subject=("user", user.pk),
                purpose="外部身份服务",
            )
        return user
