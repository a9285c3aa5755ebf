"""Invent who holds what 模拟数据, with the mistakes that a ledger is there to find."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.entitlements.actions.import_holdings import replace_holdings
from zhaohui.county.entitlements.holding_rows import HolderRow
from zhaohui.county.entitlements.ledger.reading import read_standing
from zhaohui.county.entitlements.models import RuleNumber
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.import_table import Source
from zhaohui.engines.ledger import Status
from zhaohui.engines.rules import Rulebook

MISSING, OTHER_AMOUNT, ENDING, WRONGLY = 0.06, 0.03, 0.05, 0.01
YEAR = 365


def make_holdings(book: Rulebook, *, day: dt.date, seed: int) -> int:
    """Make a list of holders for every rule that pays money; return how many hold something.

    Most of those entitled hold what they should; some hold nothing, another amount, or until a day
    soon; a few hold what is not theirs. The same ledger and seed make the same lists.
    """
    random = Random(seed)
    total = 0
    last = registry.last_person()
    numbers = dict(RuleNumber.objects.values_list("rule", "number"))
    with transaction.atomic():
        for rule, compiled in book.rules.items():
            if compiled.amount is None or rule not in numbers:
                continue
            rows = _rows(numbers[rule], last, day, random)
            source = Source(
                department="模拟数据", as_of=min(day, county_today()), is_synthetic=True
            )
            replace_holdings(rule, rows, source=source, content_hash=f"{seed} {day}", dry_run=False)
            total += len(rows)
    return total


def _rows(number: int, last: int, day: dt.date, random: Random) -> dict[int, HolderRow]:
    standing = read_standing(
        "WHERE rule_number = %s AND status = %s ORDER BY person_id", [number, Status.YES.value]
    )
    rows: dict[int, HolderRow] = {}
    people, amounts = standing["person"].to_pylist(), standing["amount_fen"].to_pylist()
    for person, amount in zip(people, amounts, strict=True):
        if random.random() < MISSING:
            continue
        paid = amount
        if amount is not None and random.random() < OTHER_AMOUNT:
            paid = amount + 1_000
        rows[person] = _row(person, paid, day, random)
    for _ in range(round(len(rows) * WRONGLY)):
        person = random.randint(1, last)
        if person not in rows and registry.homes_of([person]):
            rows[person] = _row(person, 10_000, day, random)
    return rows


def _row(person: int, amount_fen: int | None, day: dt.date, random: Random) -> HolderRow:
    until = day + dt.timedelta(days=random.randrange(YEAR)) if random.random() < ENDING else None
    since = day - dt.timedelta(days=random.randrange(-20, YEAR))
    if until and until < since:
        until = None
    return HolderRow(
        row=0, identity="", amount_fen=amount_fen, since=since, until=until, person=person
    )
