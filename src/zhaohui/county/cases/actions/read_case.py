"""Open a case to read it; the reading is recorded 看办件."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.queries import READ, case_visible_to, taken_today
from zhaohui.county.cases.states import OWN
from zhaohui.county.forms.errand import TAKE_IN

FIELDS = ("姓名", "事项", "申请内容", "材料", "决定")


def read_own_case(actor: Actor, pk: int) -> Case:
    """Return a case of the actor's own, or of her mandator's; NotVisible for any other."""
    with transaction.atomic():
        case = case_visible_to(actor, OWN, pk)
        record_read(actor, [case.subject_id], fields=FIELDS, purpose="看办件进度", action=OWN)
    return case


def read_receipt(actor: Actor, pk: int, *, purpose: str) -> Case:
    """Return a case in an officer's reach, or one that she took in today for another place 全区通办."""
    with transaction.atomic():
        case = taken_today(actor, pk)
        if case is None:
            return read_case(actor, pk, purpose=purpose)
        record_read(actor, [case.subject_id], fields=FIELDS[:2], purpose=purpose, action=TAKE_IN)
    return case


def read_case(actor: Actor, pk: int, *, purpose: str) -> Case:
    """Return a case in an officer's reach; the household members whose facts it shows are noted, too."""
    with transaction.atomic():
        case = case_visible_to(actor, READ, pk)
        people = list(dict.fromkeys([case.subject_id, *case.people]))
        record_read(actor, people, fields=FIELDS, purpose=purpose, action=READ)
    return case
