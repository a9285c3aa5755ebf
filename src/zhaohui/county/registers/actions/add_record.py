"""Enter somebody (or something) into a register."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registers.contents import plain_part, seal_contents
from zhaohui.county.registers.errors import AlreadyRegistered
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person
from zhaohui.packs.schema.register_files import RegisterRow


def add_record(
    actor: Actor,
    register: RegisterRow,
    sitting: Sitting,
    answers: Answers,
    *,
    area: str,
    person_id: int | None = None,
) -> Record:
    """Judge the whole form once more, store the record in the register's first state, return it.

    The subject's own area decides who may; without a subject it is `area`. NotVisible outside the
    actor's range, NotComplete with the problems, AlreadyRegistered when the subject has a record.
    """
    with transaction.atomic():
        person = None
        if person_id is not None:
            person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
            area = (person.village or person.town or "") if person else ""
        if (register.subject != "none") != (person is not None):
            raise NotVisible
        actor.require("record.write", area)
        household = person.living_id if person and register.subject == "household" else None
        _refuse_second(register, person, household)
        clean, _pages, problems = read_whole(sitting, answers)
        if problems:
            raise NotComplete(_("还有内容需要改，没有登记。"), problems=tuple(problems))
        row = Record.objects.create(
            register=register.id,
            person=person,
            household_id=household,
            area=area,
            state=register.states[0].id,
            values=plain_part(sitting, clean),
            sealed=seal_contents(clean),
            keeper_id=actor.user_id,
            pack_version=sitting.pack.version,
        )
        record(
            actor,
            "record.write",
            subject=("person", person.pk) if person else ("record", row.pk),
            purpose=register.purpose,
            fields=tuple(sitting.sheet.entries),
            change={"did": "add", "record": row.pk, "register": register.id, "state": row.state},
        )
    return row


def _refuse_second(register: RegisterRow, person: Person | None, household: int | None) -> None:
    if person is None:
        return
    own = {"household": household} if household is not None else {"person": person}
    if Record.objects.filter(register=register.id, **own).exists():
        raise AlreadyRegistered(_("这本台账里已经有这条记录。"), hint=_("请打开原记录修改。"))
