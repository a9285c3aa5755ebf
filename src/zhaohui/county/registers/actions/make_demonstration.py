"""Records of a synthetic county 模拟数据: somebody or something in each register, so that its pages can be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.registers.contents import plain_part, seal_contents
from zhaohui.county.registers.history import differences, revision
from zhaohui.county.registers.invented import Draw, invented
from zhaohui.county.registers.layouts import columns_to_write
from zhaohui.county.registers.models import Record, Revision
from zhaohui.county.registers.reviews import next_review
from zhaohui.county.registers.whom import Somebody, whom
from zhaohui.county.registers.written import fill, read_written
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
MOST_ABOUT, PLACES = 120, {"district": 3, "town": 12, "village": 24}
TRIES, OLDEST_DAYS = 8, 300
Progress = Callable[[str, float], None]


@dataclass
class _Making:
    """What one run draws from."""

    actor: Actor
    pack: Pack
    today: dt.date
    random: Random
    keys: dict[str, list[str]] = field(default_factory=dict)


def make_demonstration(actor: Actor, pack: Pack, *, progress: Progress | None = None) -> int:
    """Fill every register with a few synthetic records; return how many. Where there are any, nothing is done.

    About people: those of whom `synthetic` says so, at most 120. The same county gives the same records.
    """
    if Record.objects.exists():
        return 0
    tell = progress or (lambda _part, _share: None)
    making = _Making(actor, pack, county_today(), Random(pack.code))
    people = whom(pack, making.today, most=MOST_ABOUT)
    done = 0
    with transaction.atomic():
        for number, register in enumerate(_in_order(pack)):
            tell("records", number / len(pack.registers))
            done += _fill_one(making, register, people.get(register.id, []))
    return done


def _in_order(pack: Pack) -> list[RegisterRow]:
    """Return the registers, those first to which others refer."""
    left, found = list(pack.registers), []
    while left:
        ready = [row for row in left if not _referred(row) & {each.id for each in left} - {row.id}]
        found += ready or left
        left = [row for row in left if row not in found]
    return found


def _referred(register: RegisterRow) -> set[str]:
    return {each.refers for each in register.fields if each.refers}


def _fill_one(making: _Making, register: RegisterRow, people: list[Somebody]) -> int:
    if register.is_about_somebody:
        subjects = _once_a_home(people) if register.subject == "household" else people
    else:
        subjects = list(_places(making, register))
    columns = columns_to_write(register) if register.fields else {}
    made: list[tuple[Record, Mapping[str, str]]] = []
    for number, each in enumerate(subjects, 1):
        found = _record(making, register, each, number, columns)
        if found is not None:
            made.append(found)
    stored = Record.objects.bulk_create([row for row, _texts in made])
    making.keys[register.id] = [row.natural_key for row in stored if row.natural_key]
    for row in stored:  # an insert sets it to now
        row.created_at = timezone.now() - (making.today - (row.reviewed_on or making.today))
    Record.objects.bulk_update(stored, ["created_at"])
    _tell(making, register, made)
    return len(made)


def _once_a_home(people: list[Somebody]) -> list[Somebody]:
    return list({each.living: each for each in people}.values())


def _places(making: _Making, register: RegisterRow) -> Iterator[Somebody]:
    pack = making.pack
    areas = {
        "district": [pack.code],
        "town": [row.code for row in pack.towns] or [pack.code],
        "village": [row.code for row in pack.villages] or [pack.code],
    }[register.level]
    for number in range(PLACES[register.level]):
        step = len(areas) * number // PLACES[register.level]
        yield Somebody(area=areas[step])


def _record(
    making: _Making, register: RegisterRow, each: Somebody, number: int, columns: dict[str, str]
) -> tuple[Record, Mapping[str, str]] | None:
    first = register.states[0].id
    seen_on = making.today - dt.timedelta(days=making.random.randint(0, OLDEST_DAYS))
    row = Record(
        register=register.id,
        person_id=each.person,
        household_id=each.living if register.subject == "household" else None,
        area=each.area,
        state=first,
        reviewed_on=seen_on,
        review_due=next_review(register, first, seen_on),
    )
    if register.form:
        sitting = sitting_for(register.form, "register", person_id=each.person)
        answers = sitting.begin()  # what the registry knows of her
        row.values, row.sealed = plain_part(sitting, answers), seal_contents(answers)
        row.pack_version = making.pack.version
        return row, {}
    for _try in range(TRIES):
        draw = Draw(
            pack=making.pack,
            random=making.random,
            today=making.today,
            area=each.area,
            number=number,
            known=each.facts,
            keys=making.keys,
        )
        read = read_written(register, invented(register, draw), state=first)
        if read.problems:
            continue
        fill(row, register, read.texts, columns)
        if not row.faults:
            return row, read.texts
    return None


def _tell(
    making: _Making, register: RegisterRow, made: list[tuple[Record, Mapping[str, str]]]
) -> None:
    if not made:
        return
    Revision.objects.bulk_create(
        revision(making.actor, register, row, "import", differences({}, texts, register))
        for row, texts in made
    )
    event = Event(
        WRITE,
        subject=("register", register.id),
        purpose="模拟数据",
        change={"did": "demonstration", "register": register.id, "rows": len(made)},
        people=tuple(row.person_id for row, _texts in made if row.person_id),
    )
    record_many(making.actor, (event,))
