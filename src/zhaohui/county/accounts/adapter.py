"""What allauth asks the county: names, where to go after signing in, what is recorded."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.idle import begin_office_session
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.accounts.user_names import normal_name
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.queries import has_real_people

# allauth tells of these by mail; the audit log hears of them whether or not there is mail.
RECORDED = {
    "password_changed": "account.password",
    "password_set": "account.password",
    "password_reset": "account.password_reset",
    "totp_activated": "account.second_factor_on",
    "totp_deactivated": "account.second_factor_off",
    "webauthn_added": "account.second_factor_on",
    "webauthn_removed": "account.second_factor_off",
    "recovery_codes_generated": "account.recovery_codes",
    "account_connected": "account.connect",
    "account_disconnected": "account.disconnect",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by name and password; officers go to the office, residents to their page."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("这个账户已经停用。"),
        "incorrect_password": _("密码不对。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_code": _("验证码不对。"),
        "invalid_login": _("登录名或者密码不对。"),
        "username_password_mismatch": _("登录名或者密码不对。"),
        "too_many_login_attempts": _("试得太多了。请过十分钟再试。"),
        "rate_limited": _("试得太多了。请过几分钟再试。"),
        "username_taken": _("这个登录名已经有人用，请换一个。"),
        "username_blacklisted": _("这个登录名不能用，请换一个。"),
        "invalid_password_reset": _("这个链接已经失效。"),
        "same_as_current": _("新密码要和现在的不一样。"),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Return the name in its stored form, after allauth's checks."""
        name: str = super().clean_username(normal_name(username), shallow=shallow)
        return name

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Store a new account and its audit entry together."""
        with transaction.atomic():
            saved: User = super().save_user(request, user, form, commit=commit)
            if commit:
                record(actor_of_user(saved), "account.sign_up", subject=("user", saved.pk))
        return saved

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse demonstration accounts as soon as real people are registered."""
        if user.is_synthetic and has_real_people():
            messages.error(request, str(_("演示账户只在模拟数据里能用；这里已经有真实人口。")))
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in with a new session key; an officer's session also starts its idle clock."""
        super().login(request, user)
        actor = actor_of_user(user)
        if actor.kind == "officer":
            begin_office_session(request)
        with transaction.atomic():
            record(actor, "account.sign_in", subject=("user", user.pk))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the officers' first page for an officer, else the resident's."""
        is_officer = actor_of_user(request.user).kind == "officer"
        return str(redirect("office:home" if is_officer else "portal:me").url)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return the resident's page."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return the page of sign-in and safety."""
        return str(redirect("mfa_index").url)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Show what allauth says in its own words only where a page would otherwise be silent."""
        if kwargs.get("message"):
            messages.add_message(request, level, kwargs["message"])
        elif args and args[0] == "account/messages/password_changed.txt":
            messages.success(request, str(_("密码已经改好。")))

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """Record the change of how somebody signs in; send the mail where there is a way to."""
        action = RECORDED.get(template_prefix.rpartition("/")[2])
        if action:
            with transaction.atomic():
                record(actor_of_user(user), action, subject=("user", user.pk))
        super().send_notification_mail(template_prefix, user, *args, **kwargs)


def actor_of_user(user: Any) -> Actor:
    """Return the actor that this account is today."""
    return actor_for(user, current_pack(), county_today())
