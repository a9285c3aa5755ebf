"""Open an account for somebody outside the sign-up page: an invited officer, a first admin."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.user_names import VALIDATORS, normal_name
from zhaohui.county.audit.record import record


def open_account(actor: Actor, *, username: str, password: str, is_synthetic: bool = False) -> User:
    """Store an account; raises AccountError for a name that is taken or a weak password."""
    name = normal_name(username)
    try:
        for check in VALIDATORS:
            check(name)
        validate_password(password, User(username=name))
    except ValidationError as fault:
        raise AccountError("".join(fault.messages)) from None
    with transaction.atomic():
        if User.objects.filter(username=name).exists():
            raise AccountError(_("这个登录名已经有人用。"), hint=_("请换一个。"))
        user = User.objects.create_user(name, password, is_synthetic=is_synthetic)
        record(actor, "account.sign_up", subject=("user", user.pk))
    return user
