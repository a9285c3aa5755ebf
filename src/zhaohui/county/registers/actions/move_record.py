"""Lead a record to another of its register's states 改变状态."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.registers.actions.amend_record import require_version
from zhaohui.county.registers.errors import FieldsWrong, SecondOfficer, WrongState
from zhaohui.county.registers.history import MOVE, keep, writers_since
from zhaohui.county.registers.keepers import may_lead_to
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import locked
from zhaohui.county.registers.reviews import next_review
from zhaohui.county.registers.sheets import STATE
from zhaohui.county.registers.written import read_written, texts_of
from zhaohui.packs.schema.register_files import RegisterRow


def move_record(
    actor: Actor, register: RegisterRow, pk: int, state_id: str, *, version: int
) -> Record:
    """Store the new state and return the record.

    WrongState where the present state does not lead there, FieldsWrong where a field is missing
    that the new state requires, SecondOfficer where it takes another one than who wrote the record,
    NotVisible out of reach or where the state is another post's.
    """
    with transaction.atomic():
        row = locked(actor, "record.write", register.id, pk)
        require_version(row, version)
        here, there = register.state(row.state), register.state(state_id)
        if here is None or there is None or state_id not in here.next:
            raise WrongState(_("这条记录现在不能改成这个状态。"), hint=_("请刷新页面看当前状态。"))
        if not may_lead_to(actor, there, row.place):
            raise NotVisible
        if there.another and actor.user_id in writers_since(row, there.name):
            raise SecondOfficer(
                _("这条记录是您自己写的，要由另一位同事改成“%(state)s”。") % {"state": there.name},
                hint=_("请另一位同事打开这条记录。"),
            )
        if register.fields:
            read = read_written(register, texts_of(row), state=state_id)
            if read.problems:
                raise FieldsWrong(
                    _("改成“%(state)s”前要先填全。") % {"state": there.name},
                    hint="；".join(read.problems.values()),
                    problems=read.problems,
                )
        before, row.state = row.state, state_id
        row.review_due = next_review(register, state_id, row.reviewed_on or county_today())
        row.version += 1
        row.keeper_id = actor.user_id
        row.save()
        changed = [(STATE, here.name, there.name)]
        keep(actor, register, row, MOVE, changed, state=[before, state_id])
    return row
