"""A resident ties her account to her own registry row, by the code she got at the window."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError, CodeError
from zhaohui.county.accounts.models import BindingCode, CodeTry, Mandate, User
from zhaohui.county.accounts.one_time_codes import hashed, require_tries_left
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.audit.record import record


def bind_account(actor: Actor, code: str) -> User:
    """Bind the actor's account; raises CodeError for a wrong, used or expired code."""
    actor.require("self.bind")
    with transaction.atomic():
        user = locked_account(actor)
        if user.person_id is not None:
            raise AccountError(_("您的账户已经对上本人。"), hint=_("要换人，请先解除绑定。"))
        require_tries_left(user)
        found = (
            BindingCode.objects.select_for_update(of=("self",))
            .filter(code_hash=hashed("binding", code), used_at=None, expires_at__gt=timezone.now())
            .first()
        )
        if found is None:
            CodeTry.objects.create(user=user)  # stays although the answer is an error
        else:
            _bind(actor, user, found)
    if found is None:
        raise CodeError(
            _("这个代码不对，或者已经用过、过期。"),
            hint=_("代码 15 分钟内有效、只能用一次。请核对数字，或者到窗口重新要一个。"),
        )
    return user


def _bind(actor: Actor, user: User, code: BindingCode) -> None:
    if User.objects.filter(person_id=code.person_id).exists():
        raise AccountError(_("这个人已经有另一个账户。"), hint=_("请到窗口说明。"))
    code.used_at, code.used_by = timezone.now(), user
    code.save(update_fields=["used_at", "used_by"])
    user.person_id = code.person_id
    user.save(update_fields=["person"])
    # What she held for herself as a helper is now her own.
    Mandate.objects.filter(holder=user, giver_id=code.person_id, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    record(actor, "account.bind", subject=("person", code.person_id), purpose="本人绑定账户")
