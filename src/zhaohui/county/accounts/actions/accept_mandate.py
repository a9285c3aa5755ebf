"""A helper accepts, on her own account, the mandate whose code she was told."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import CodeError, MandateError
from zhaohui.county.accounts.models import CodeTry, Mandate, User
from zhaohui.county.accounts.one_time_codes import hashed, require_tries_left
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.audit.record import record

CODE_RUNS_FOR = dt.timedelta(days=7)


def accept_mandate(actor: Actor, code: str) -> Mandate:
    """Return the mandate, now held by the actor; raises CodeError, MandateError."""
    actor.require("self.mandate")
    with transaction.atomic():
        holder = locked_account(actor)
        require_tries_left(holder)
        found = (
            Mandate.objects.select_for_update(of=("self",))
            .filter(
                code_hash=hashed("mandate", code),
                accepted_at=None,
                revoked_at=None,
                until__gte=county_today(),
                created_at__gt=timezone.now() - CODE_RUNS_FOR,
            )
            .first()
        )
        if found is None:
            CodeTry.objects.create(user=holder)  # stays although the answer is an error
        else:
            _accept(actor, holder, found)
    if found is None:
        raise CodeError(
            _("这个代码不对，或者已经用过、过期、被收回。"),
            hint=_("请核对数字；代码 7 天内有效。不行就请委托人重新给一个。"),
        )
    return found


def _accept(actor: Actor, holder: User, mandate: Mandate) -> None:
    if holder.person_id == mandate.giver_id:
        raise MandateError(_("不能接受自己给的委托。"), hint=_("请把代码告诉要帮您办事的人。"))
    held = Mandate.objects.filter(
        holder=holder, giver_id=mandate.giver_id, revoked_at=None, until__gte=county_today()
    )
    if held.exists():
        raise MandateError(_("您已经在帮这个人办事。"), hint=_("原来的委托还没有到期。"))
    mandate.holder, mandate.accepted_at = holder, timezone.now()
    mandate.save(update_fields=["holder", "accepted_at"])
    record(
        actor,
        "mandate.accept",
        subject=("person", mandate.giver_id),
        purpose="接受委托代办",
        change={"mandate": mandate.pk, "until": mandate.until.isoformat()},
    )
