"""Compare checked rows with the registry: who is known, who is new, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from zhaohui.county.registry.importing.check_rows import CheckedRow, RowFault
from zhaohui.county.registry.importing.mapping import (
    BANK_CARD,
    IDENTITY,
    LIVING_NUMBER,
    NAME,
    PHONE,
    REGISTERED_NUMBER,
)
from zhaohui.county.registry.models import Household, Person
from zhaohui.county.registry.seals import RegistrySeals
from zhaohui.packs.pack import Pack

CHUNK = 500
VILLAGE_DIGITS = 12
HOME_NUMBERS = {REGISTERED_NUMBER: "registered__number", LIVING_NUMBER: "living__number"}


@dataclass(kw_only=True)
class Changes:
    """What an import would do; ids are those of the registry."""

    known: list[tuple[CheckedRow, dict[str, Any]]] = field(default_factory=list)
    new: list[tuple[CheckedRow, str]] = field(default_factory=list)
    changed: int = 0
    faults: list[RowFault] = field(default_factory=list)


def plan_changes(rows: Sequence[CheckedRow], pack: Pack, seals: RegistrySeals) -> Changes:
    """Sort rows into known people (with their present values) and new ones (with a village).

    A new person needs a 户号 and a 12-digit code of this county where she lives or is registered.
    Rows that state one household's facts differently are faults.
    """
    changes = Changes()
    present = _people(seals.identity_index.of_all(row.identity for row in rows), rows)
    villages = {row.code for row in pack.villages}
    for row in rows:
        if person := present.get(bytes(seals.identity_index.of(row.identity))):
            changes.known.append((row, person))
            changes.faults += _moved(row, person)
        elif village := _village(row, villages):
            changes.new.append((row, village))
            if REGISTERED_NUMBER not in row.special:
                changes.faults.append(_unknown_person(row))
        else:
            changes.faults.append(
                _unknown_person(row) if REGISTERED_NUMBER not in row.special else _no_village(row)
            )
    homes = _households(changes)
    changes.changed = sum(_differs(row, person, homes) for row, person in changes.known)
    household = [fact for fact in pack.facts if fact.entity != "person"]
    changes.faults += _contradictions(changes, {fact.column: fact.name for fact in household})
    return changes


def household_numbers(row: CheckedRow) -> dict[str, str]:
    """Return the numbers of a new person's households by kind; one number serves both."""
    registered = row.special[REGISTERED_NUMBER]
    return {"living": row.special.get(LIVING_NUMBER, registered), "registered": registered}


def _people(
    indexes: Iterable[bytes | None], rows: Sequence[CheckedRow]
) -> dict[bytes, dict[str, Any]]:
    columns = sorted({name for row in rows for name in row.person})
    names = [
        "id",
        "identity_index",
        "living_id",
        "registered_id",
        "name",
        *HOME_NUMBERS.values(),
        *columns,
    ]
    found: dict[bytes, dict[str, Any]] = {}
    for chunk in chunks(indexes):
        for person in Person.objects.filter(identity_index__in=chunk).values(*names):
            found[bytes(person["identity_index"])] = person
    return found


def _households(changes: Changes) -> dict[int, dict[str, Any]]:
    columns = sorted({n for row, _ in changes.known for n in (*row.living, *row.registered)})
    if not columns:
        return {}
    ids = {person[f"{kind}_id"] for _, person in changes.known for kind in ("living", "registered")}
    return {
        home["id"]: home
        for chunk in chunks(ids)
        for home in Household.objects.filter(id__in=chunk).values("id", *columns)
    }


def _differs(row: CheckedRow, person: dict[str, Any], homes: dict[int, dict[str, Any]]) -> bool:
    if any(person[name] != value for name, value in row.person.items()):
        return True
    if row.special.get(NAME, person["name"]) != person["name"]:
        return True
    if PHONE in row.special or BANK_CARD in row.special:
        return True
    stated = (("living_id", row.living), ("registered_id", row.registered))
    return any(homes[person[key]][name] != v for key, facts in stated for name, v in facts.items())


def _contradictions(changes: Changes, names: dict[str, str]) -> Iterator[RowFault]:
    said: dict[tuple[Any, str], tuple[Any, int]] = {}
    keyed = [
        (row, {kind: person[f"{kind}_id"] for kind in ("living", "registered")})
        for row, person in changes.known
    ]
    keyed += [
        (row, household_numbers(row)) for row, _ in changes.new if REGISTERED_NUMBER in row.special
    ]
    for row, homes in keyed:
        for kind, facts in (("living", row.living), ("registered", row.registered)):
            for name, value in facts.items():
                before, where = said.setdefault(((kind, homes[kind]), name), (value, row.row))
                if before != value:
                    column = names[name]
                    what = f"与第 {where} 行不一致：两行是同一户"
                    yield RowFault(row=row.row, column=column, what=what, mend="同一户只写一个值")


def _moved(row: CheckedRow, person: dict[str, Any]) -> Iterator[RowFault]:
    for column, key in HOME_NUMBERS.items():
        stated, present = row.special.get(column), person[key]
        if stated and present and stated != present:
            yield RowFault(
                row=row.row,
                column=column,
                what="与登记库里的不一致",
                mend="请核对；迁户、分户不能用表格导入",
            )


def _village(row: CheckedRow, villages: set[str]) -> str:
    for name in ("residence_area", "hukou_area"):
        code = str(row.person.get(name, ""))
        if code in villages:
            return code
    return ""


def _unknown_person(row: CheckedRow) -> RowFault:
    return RowFault(
        row=row.row,
        column=IDENTITY,
        what="登记库里没有这个号码",
        mend=f"请核对号码；新登记的人要有“{REGISTERED_NUMBER}”列和 {VILLAGE_DIGITS} 位居住或户籍区划",
    )


def _no_village(row: CheckedRow) -> RowFault:
    return RowFault(
        row=row.row,
        column="居住区划",
        what="新登记的人没有写在本县（区）哪个村（社区）",
        mend=f"请写 {VILLAGE_DIGITS} 位的居住区划或户籍区划",
    )


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield lists short enough for one query's parameters."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
