"""Hand something about a record on to the office that does it 转办."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.dealings.keeping import touched
from zhaohui.county.dealings.models import Referral
from zhaohui.county.dealings.posts import require_post
from zhaohui.county.dealings.said import words_of
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.models import Origin
from zhaohui.county.oversight.states import ENDS
from zhaohui.county.registers.actions.amend_record import require_version
from zhaohui.county.registers.queries import locked
from zhaohui.county.registry.sealed_text import seal
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"


def refer(
    actor: Actor, register: RegisterRow, pk: int, kind: str, words: str, *, version: int
) -> Referral:
    """Open the task at the department that the register names, and return the referral.

    DealingRefused without words, or where the same was handed on and is not yet closed; NotVisible
    out of range or for another's posts. The task's title names the kind, never a person.
    """
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        found = register.referral(kind)
        if found is None:
            raise NotVisible
        require_post(actor, register, row, found.by)
        require_version(row, version)
        said = words_of(words)
        running = Referral.objects.filter(record=row, kind=kind).exclude(task__state__in=ENDS)
        if running.exists():
            raise DealingRefused(_("这一项已经转出，还没有办结，不用再转。"))
        task = open_task(
            actor,
            current_pack(),
            Origin.RECORD,
            title=found.name,
            area=row.place,
            department=found.department,
            days=found.days,
        )
        made = Referral.objects.create(
            record=row, kind=kind, task=task, words_sealed=seal(said), by_id=actor.user_id
        )
        lines = [(found.name, "", found.department)]
        touched(actor, register, row, "refer", lines, task=task.pk)
    return made
