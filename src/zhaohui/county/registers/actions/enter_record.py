"""Enter somebody or something into a register with fields of its own 登记."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.registers.errors import AlreadyRegistered, FieldsWrong
from zhaohui.county.registers.history import differences, keep
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.layouts import columns_to_write
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.reviews import next_review
from zhaohui.county.registers.sheets import AREA
from zhaohui.county.registers.written import fill, read_written
from zhaohui.county.registry.models import Person
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"


def enter_record(
    actor: Actor,
    register: RegisterRow,
    given: Mapping[str, Any],
    *,
    area: str = "",
    person_id: int | None = None,
) -> Record:
    """Store a record in the register's first state and return it.

    The subject's own area decides who may; without a subject it is `area`. NotVisible outside the
    actor's range or posts, FieldsWrong with all problems by field (a missing area too), AlreadyRegistered where the
    subject or the register's key is there already.
    """
    with transaction.atomic():
        person = _subject(register, person_id)
        place = (person.village or person.town or "") if person else area
        is_placed = person is not None or area != ""
        if is_placed:
            actor.require(WRITE, place)
            require_keeper(actor, register, place)
        else:
            require_keeper(actor, register)
        first = register.states[0].id
        read = read_written(register, given, state=first)
        problems = dict(read.problems) if is_placed else {AREA: _("请选所在地。"), **read.problems}
        if problems:
            raise FieldsWrong(_("还有内容需要改，没有登记。"), problems=problems)
        row = Record(
            register=register.id,
            person=person,
            household_id=person.living_id if person and register.subject == "household" else None,
            area=place,
            state=first,
            keeper_id=actor.user_id,
            reviewed_on=county_today(),
            review_due=next_review(register, first, county_today()),
        )
        fill(row, register, read.texts, columns_to_write(register))
        store_new(row)
        keep(actor, register, row, "add", differences({}, read.texts, register), state=first)
    return row


def store_new(row: Record) -> None:
    """Insert a record; AlreadyRegistered where its subject or its key has one."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRegistered(
            _("这本台账里已经有这条记录。"), hint=_("请打开原记录修改。")
        ) from error


def _subject(register: RegisterRow, person_id: int | None) -> Person | None:
    if register.is_about_somebody != (person_id is not None):
        raise NotVisible
    if person_id is None:
        return None
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    return person
