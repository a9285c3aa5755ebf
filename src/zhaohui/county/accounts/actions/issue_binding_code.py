"""A clerk who checked the identity card gives a code that ties an account to a registry row."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError, NotVisible
from zhaohui.county.accounts.models import BindingCode, User
from zhaohui.county.accounts.one_time_codes import hashed, new_code
from zhaohui.county.accounts.own_account import account_id
from zhaohui.county.audit.record import record
from zhaohui.county.registry.models import Person

RUNS_FOR = dt.timedelta(minutes=15)


def issue_binding_code(actor: Actor, person_id: int, *, card_checked: bool) -> str:
    """Return a new code for a person in the clerk's range; earlier ones stop working.

    Raises NotVisible outside the range, AccountError where the card wasn't checked or the person
    has an account already.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
        if person is None or not actor.may_for(
            "account.bind", person.pk, person.village or person.town
        ):
            raise NotVisible
        if not card_checked:
            raise AccountError(
                _("还没有勾选“已当面核对身份证”。"), hint=_("核对本人和证件一致以后再给代码。")
            )
        if User.objects.filter(person=person).exists():
            raise AccountError(
                _("这个人已经有账户。"),
                hint=_("忘了密码的，可以在这一页给本人一个重设密码的链接。"),
            )
        now = timezone.now()
        unused = BindingCode.objects.filter(person=person, used_at=None, expires_at__gt=now)
        unused.update(expires_at=now)
        code = new_code()
        BindingCode.objects.create(
            code_hash=hashed("binding", code),
            person=person,
            issued_by_id=account_id(actor),
            expires_at=now + RUNS_FOR,
        )
        record(
            actor,
            "account.issue_code",
            subject=("person", person.pk),
            purpose="窗口核对身份后绑定账户",
        )
    return code
