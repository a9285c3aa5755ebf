"""Bring in who holds a benefit: one list takes the place of the last one of the same rule, or nothing does."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.bulk_rows import insert_columns
from zhaohui.county.entitlements.holding_rows import HolderRow, holders, read_holders
from zhaohui.county.entitlements.models import Award, Holding, HoldingList
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.import_table import Source
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.importing.check_rows import RowFault
from zhaohui.county.registry.importing.read_table import read_table
from zhaohui.packs.schema.rules import RuleRow


@dataclass(frozen=True, kw_only=True)
class HoldingsReport:
    """What came of it. With `faults` nothing was written; `repeated`: this very list was there."""

    rule: str
    rows: int
    begun: int = 0
    changed: int = 0
    ended: int = 0
    faults: list[RowFault] = field(default_factory=list)
    repeated: bool = False


def import_holdings(
    actor: Actor,
    path: Path,
    *,
    rule: RuleRow,
    source: Source,
    sheet: str = "",
    dry_run: bool = False,
) -> HoldingsReport:
    """Read the list in `path` (columns 身份证号, 金额, 起始日期, 截止日期) as all holders of the rule.

    Households whose holding begins, changes or ends are looked at again by the ledger. The same file
    twice changes nothing. Raises `ZhaohuiError` where the file is no use.
    """  # fmt: skip
    table = read_table(path, sheet=sheet)
    read = read_holders(table)
    if read.faults:
        return HoldingsReport(rule=rule.id, rows=len(table.rows), faults=read.faults)
    digest = hashlib.sha256(path.read_bytes() + b"\0" + sheet.encode()).hexdigest()
    with transaction.atomic():
        lists = HoldingList.objects.filter(rule=rule.id, is_whole=True)
        newest = lists.order_by("-pk").first()
        if newest and newest.content_hash == digest:
            return HoldingsReport(rule=rule.id, rows=len(read.rows), repeated=True)
        report = replace_holdings(
            rule.id, holders(read.rows), source=source, content_hash=digest, dry_run=dry_run
        )
        if not dry_run:
            record(
                actor,
                "holding.import",
                subject=("rule", rule.id),
                purpose=f"{source.department} {source.as_of}",
                change={"begun": report.begun, "changed": report.changed, "ended": report.ended},
            )
    return report


def replace_holdings(
    rule: str, wanted: Mapping[int, HolderRow], *, source: Source, content_hash: str, dry_run: bool
) -> HoldingsReport:
    """Make `wanted` all holders of the rule; the caller holds the transaction.

    What was decided here after the day of the list stays: the list could not know of it.
    """
    wanted = decided_since(rule, source.as_of) | dict(wanted)
    present = {row.person_id: row for row in Holding.objects.filter(rule=rule)}
    begun = wanted.keys() - present.keys()
    ended = present.keys() - wanted.keys()
    changed = {key for key in wanted.keys() & present.keys() if _differs(wanted[key], present[key])}
    report = HoldingsReport(
        rule=rule, rows=len(wanted), begun=len(begun), changed=len(changed), ended=len(ended)
    )
    if dry_run:
        return report
    kept = HoldingList.objects.create(
        rule=rule,
        department=source.department,
        as_of=source.as_of,
        content_hash=content_hash,
        rows=len(wanted),
        is_synthetic=source.is_synthetic,
    )
    Holding.objects.filter(rule=rule).delete()
    rows = list(wanted.values())
    if rows:
        insert_columns(Holding, {
            "rule": [rule] * len(rows),
            "person_id": [row.person for row in rows],
            "since": [row.since and row.since.isoformat() for row in rows],
            "until": [row.until and row.until.isoformat() for row in rows],
            "amount_fen": [row.amount_fen for row in rows],
            "holding_list_id": [kept.pk] * len(rows),
        })  # fmt: skip
    note_changes(registry.homes_of(begun | ended | changed))
    return report


def decided_since(rule: str, day: dt.date) -> dict[int, HolderRow]:
    """Return the holders whom awards of later days made, by person; each by her last award."""
    rows = Award.objects.filter(rule=rule).order_by("pk")
    return {
        row.person_id: HolderRow(
            row=0,
            identity="",
            amount_fen=row.amount_fen,
            since=row.since,
            until=row.until,
            person=row.person_id,
        )
        for row in rows
        if county_day(row.decided_at) > day
    }


def _differs(row: HolderRow, held: Holding) -> bool:
    return (row.amount_fen, row.since, row.until) != (held.amount_fen, held.since, held.until)
