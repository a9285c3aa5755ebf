"""A bound resident lets a relative or friend act for her until a day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import MandateError
from zhaohui.county.accounts.models import Mandate, User
from zhaohui.county.accounts.one_time_codes import hashed, new_code
from zhaohui.county.audit.record import record

MOST_OPEN = 5


def give_mandate(actor: Actor, *, until: dt.date) -> tuple[Mandate, str]:
    """Return the new mandate and the code that the helper types; raises MandateError."""
    actor.require("self.mandate")
    with transaction.atomic():
        giver = User.objects.select_for_update(of=("self",)).get(pk=actor.user_id)
        if giver.person_id is None:
            raise MandateError(
                "账户还没有对上本人，不能委托。", hint="先用窗口给的代码绑定，再委托亲友。"
            )
        _require_days(until)
        running = Mandate.objects.filter(
            giver_id=giver.person_id, revoked_at=None, until__gte=county_today()
        )
        if running.count() >= MOST_OPEN:
            raise MandateError(
                f"已经有 {MOST_OPEN} 个没有收回的委托。", hint="先收回不再需要的，再给新的。"
            )
        code = new_code()
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
        raise MandateError("到期日已经过去。", hint="请填今天或以后的日期。")
    if until > last:
        raise MandateError(
            f"委托最长 {settings.MANDATE_DAYS} 天。",
            hint=f"最晚填 {last.year}年{last.month}月{last.day}日，到期可以再委托。",
        )
