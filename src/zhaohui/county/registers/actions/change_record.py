"""Change a record's answers, or lead it to another of the register's states."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registers.contents import plain_part, seal_contents
from zhaohui.county.registers.errors import WrongState
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import require_reach
from zhaohui.packs.schema.register_files import RegisterRow


def change_record(
    actor: Actor,
    register: RegisterRow,
    record_id: int,
    *,
    version: int,
    sitting: Sitting | None = None,
    answers: Answers | None = None,
    state: str = "",
) -> Record:
    """Store new answers (with their sitting) or a new state, and return the record.

    NotVisible outside the actor's range, ChangedElsewhere when it is no longer at `version`,
    NotComplete with the problems, WrongState when the present state does not lead to the new one.
    """
    with transaction.atomic():
        row = (
            Record.objects.select_for_update(of=("self",))
            .filter(pk=record_id, register=register.id)
            .first()
        )
        if row is None:
            raise NotVisible
        require_reach(actor, "record.write", row.pk)
        if row.version != version:
            raise ChangedElsewhere(
                _("这条记录在另一处改过，没有保存。"), hint=_("请重新打开再改。")
            )
        before = row.state
        if state:
            row.state = _next_state(register, row.state, state)
        if answers is not None and sitting is not None:
            clean, _pages, problems = read_whole(sitting, answers)
            if problems:
                raise NotComplete(_("还有内容需要改，没有保存。"), problems=tuple(problems))
            row.values, row.sealed = plain_part(sitting, clean), seal_contents(clean)
            row.pack_version = sitting.pack.version
        row.version += 1
        row.keeper_id = actor.user_id
        row.save()
        record(
            actor,
            "record.write",
            subject=("person", row.person_id) if row.person_id else ("record", row.pk),
            purpose=register.purpose,
            fields=tuple(sitting.sheet.entries) if sitting and answers is not None else (),
            change={
                "did": "change",
                "record": row.pk,
                "state": [before, row.state],
                "version": row.version,
            },
        )
    return row


def _next_state(register: RegisterRow, here: str, there: str) -> str:
    states = {each.id: each for each in register.states}
    if here not in states or there not in states[here].next:
        raise WrongState(_("这条记录现在不能改成这个状态。"), hint=_("请刷新页面看当前状态。"))
    return there
