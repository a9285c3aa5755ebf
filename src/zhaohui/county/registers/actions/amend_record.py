"""Change the fields of a record, or where it belongs 修改."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.registers.errors import AlreadyRegistered, FieldsWrong
from zhaohui.county.registers.history import differences, keep
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.layouts import columns_to_write
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import locked
from zhaohui.county.registers.sheets import AREA
from zhaohui.county.registers.written import fill, read_written, texts_of
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"


def amend_record(
    actor: Actor,
    register: RegisterRow,
    pk: int,
    given: Mapping[str, Any],
    *,
    version: int,
    area: str = "",
) -> Record:
    """Store the fields anew and return the record; where nothing changed nothing is written.

    NotVisible outside the actor's range, ChangedElsewhere when it is no longer at `version`,
    FieldsWrong with the problems by field, AlreadyRegistered where the key is another's.
    """
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        require_keeper(actor, register, row.place)
        require_version(row, version)
        read = read_written(register, given, state=row.state)
        if read.problems:
            raise FieldsWrong(_("还有内容需要改，没有保存。"), problems=read.problems)
        changed = differences(texts_of(row), read.texts, register)
        if area and not register.is_about_somebody and area != row.area:
            actor.require(WRITE, area)
            require_keeper(actor, register, area)
            changed.append((AREA, row.area, area))
            row.area = area
        if not changed:
            return row
        fill(row, register, read.texts, columns_to_write(register))
        row.version += 1
        row.keeper_id = actor.user_id
        store(row)
        keep(actor, register, row, "change", changed)
    return row


def require_version(row: Record, version: int) -> None:
    """Raise ChangedElsewhere unless the record is still what was shown."""
    if row.version != version:
        raise ChangedElsewhere(_("这条记录在另一处改过，没有保存。"), hint=_("请重新打开再改。"))


def store(row: Record) -> None:
    """Save a changed record; AlreadyRegistered where its key is another's."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise AlreadyRegistered(
            _("这本台账里已经有这条记录。"), hint=_("请打开原记录修改。")
        ) from error
