"""Open a case to read it; the reading is recorded 看办件."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.queries import READ, case_visible_to
from zhaohui.county.cases.states import OWN

FIELDS = ("姓名", "事项", "申请内容", "材料", "决定")


def read_own_case(actor: Actor, pk: int) -> Case:
    """Return a case of the actor's own, or of her mandator's; NotVisible for any other."""
    with transaction.atomic():
        case = case_visible_to(actor, OWN, pk)
        record_read(actor, [case.subject_id], fields=FIELDS, purpose="看办件进度", action=OWN)
    return case


def read_case(actor: Actor, pk: int, *, purpose: str) -> Case:
    """Return a case in an officer's reach; the household members whose facts it shows are noted, too."""
    with transaction.atomic():
        case = case_visible_to(actor, READ, pk)
        people = list(dict.fromkeys([case.subject_id, *case.people]))
        record_read(actor, people, fields=FIELDS, purpose=purpose, action=READ)
    return case
