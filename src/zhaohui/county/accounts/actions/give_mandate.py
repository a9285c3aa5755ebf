"""A bound resident lets a relative or friend act for her until a day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import MandateError
from zhaohui.county.accounts.models import Mandate
from zhaohui.county.accounts.one_time_codes import MANDATE_DIGITS, hashed, new_code
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.audit.record import record

MOST_OPEN = 5


def give_mandate(actor: Actor, *, until: dt.date) -> tuple[Mandate, str]:
    """Return the new mandate and the code that the helper types; raises MandateError."""
    actor.require("self.mandate")
    with transaction.atomic():
        giver = locked_account(actor)
        if giver.person_id is None:
            raise MandateError(
                _("账户还没有对上本人，不能委托。"), hint=_("先用窗口给的代码绑定，再委托亲友。")
            )
        _require_days(until)
        running = Mandate.objects.filter(
            giver_id=giver.person_id, revoked_at=None, until__gte=county_today()
        )
        if running.count() >= MOST_OPEN:
            raise MandateError(
                _("已经有 %(number)s 个没有收回的委托。") % {"number": MOST_OPEN},
                hint=_("先收回不再需要的，再给新的。"),
            )
        code = new_code(MANDATE_DIGITS)
        mandate = Mandate.objects.create(
            giver_id=giver.person_id, code_hash=hashed("mandate", code), until=until
        )
        record(
            actor,
            "mandate.give",
            subject=("person", giver.person_id),
            purpose="委托亲友代办",
            change={"mandate": mandate.pk, "until": until.isoformat()},
        )
    return mandate, code


def _require_days(until: dt.date) -> None:
    today = county_today()
    last = today + dt.timedelta(days=settings.MANDATE_DAYS)
    if until < today:
        raise MandateError(_("到期日已经过去。"), hint=_("请填今天或以后的日期。"))
    if until > last:
        raise MandateError(
            _("委托最长 %(days)s 天。") % {"days": settings.MANDATE_DAYS},
            hint=_("最晚填 %(last)s，到期可以再委托。") % {"last": last.isoformat()},
        )
