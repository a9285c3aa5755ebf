"""The rows of a file against a register: which are new, which change, which are wrong and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.fields import codes_by_name
from zhaohui.county.registers.history import differences
from zhaohui.county.registers.keepers import may_keep
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import visible_to
from zhaohui.county.registers.sheets import AREA, IDENTITY, key_fields
from zhaohui.county.registers.written import Written, natural_key, read_written, texts_of
from zhaohui.county.registry.queries import ids_of_cards, places_of
from zhaohui.packs.schema.register_files import RegisterRow

Kind = Literal["new", "change", "same", "bad"]
WRITE = "record.write"


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A row of a file by column, with its number in it."""

    number: int
    cells: Mapping[str, Any]


@dataclass(kw_only=True)
class Judged:
    """What a row is: new, a change of `record`, the same as it, or bad with `problems`."""

    row: FileRow
    kind: Kind
    texts: Mapping[str, str]
    area: str = ""
    person: int | None = None
    record: Record | None = None
    problems: Sequence[str] = ()


def judge_rows(actor: Actor, register: RegisterRow, rows: Sequence[FileRow]) -> list[Judged]:
    """Return what each row is. What a row names may stand once in the file."""
    people = _people(register, rows)
    places = places_of(people.values())
    first = register.states[0].id
    judged = []
    for row in rows:
        read = read_written(register, row.cells, state=first)
        person = people.get(_card(row)) if register.is_about_somebody else None
        area = (places[person].area or "") if person in places else _area(row)
        problems = [*read.problems.values(), *_wrong(actor, register, person, area)]
        judged.append(
            Judged(
                row=row,
                kind="bad" if problems else "new",
                texts=read.texts,
                area=area,
                person=person,
                problems=problems,
            )
        )
    _find_known(actor, register, judged)
    return judged


def _find_known(actor: Actor, register: RegisterRow, judged: list[Judged]) -> None:
    """Hold the good rows to the records that are there, and to one another."""
    good = [each for each in judged if each.kind == "new"]
    names = {id(each): _name(register, each) for each in good}
    known = _known(register, [name for name in names.values() if name is not None])
    reached = set(
        visible_to(actor, WRITE)
        .filter(pk__in=[row.pk for row in known.values()])
        .values_list("pk", flat=True)
    )
    seen: dict[str | int, int] = {}
    for each in good:
        name = names[id(each)]
        if name is None:
            continue
        if name in seen:
            _refuse(each, _("和第 %(n)s 行是同一条") % {"n": seen[name]})
            continue
        seen[name] = each.row.number
        there = known.get(name)
        if there is None:
            continue
        if there.pk not in reached or not may_keep(actor, register, there.place):
            _refuse(each, _("这条记录已在别处登记，不在您的范围"))
            continue
        each.record = there
        moved = not register.is_about_somebody and each.area != there.area
        changed = differences(texts_of(there), each.texts, register) or moved
        each.kind = "change" if changed else "same"


def _name(register: RegisterRow, each: Judged) -> str | int | None:
    return each.person if register.is_about_somebody else natural_key(register, each.texts)


def _known(register: RegisterRow, names: list[str | int]) -> dict[str | int, Record]:
    column = "person_id" if register.is_about_somebody else "natural_key"
    rows = Record.objects.filter(register=register.id, merged_into=None).select_related("person")
    found = rows.filter(**{f"{column}__in": names}) if names else rows.none()
    return {getattr(row, column): row for row in found}


def _refuse(each: Judged, why: str) -> None:
    each.kind, each.problems = "bad", [*each.problems, why]


def _wrong(actor: Actor, register: RegisterRow, person: int | None, area: str) -> list[str]:
    if register.is_about_somebody and person is None:
        return [_("“%(column)s”：登记库里没有这个人") % {"column": IDENTITY}]
    if not area:
        return [_("“%(column)s”不是本区的镇、村（社区）") % {"column": AREA}]
    if not actor.may(WRITE, area) or not may_keep(actor, register, area):
        return [_("“%(column)s”不在您的范围") % {"column": AREA}]
    return []


def _people(register: RegisterRow, rows: Sequence[FileRow]) -> dict[str, int]:
    if not register.is_about_somebody:
        return {}
    return ids_of_cards([card for card in map(_card, rows) if card])


def _card(row: FileRow) -> str:
    return "".join(str(row.cells.get(IDENTITY) or "").split()).upper()


def _area(row: FileRow) -> str:
    text = "".join(str(row.cells.get(AREA) or "").split())
    return codes_by_name(current_pack()).get(text, "")


def needs_key(register: RegisterRow) -> bool:
    """Say whether a file can't be taken in: nothing tells whether a row is there already."""
    return not register.is_about_somebody and not key_fields(register)


__all__ = ["FileRow", "Judged", "Written", "judge_rows", "needs_key"]
