"""A domain's home: what is to be done today, what lacks, what is kept, how it stands against the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from zhaohui.county.plans.living import Statement
from zhaohui.doors.office.domain_board import Board
from zhaohui.doors.office.domain_tables import Cell, tables
from zhaohui.packs.schema.catalog import DomainRow
from zhaohui.packs.schema.plan import IndicatorRow

OVERVIEW = ("duties", "alerts", "cases", "ledger", "registers", "offers")


def domain_context(board: Board, domain: DomainRow) -> dict[str, Any]:
    """Return what a domain's page shows."""
    promises = list(promises_of(board, domain.domain))
    return {
        "domain": domain,
        "tables": tables(board, domain),
        "plan": board.plan,
        "measures": [row for row in promises if isinstance(row.row, IndicatorRow)],
        "promises": [row for row in promises if not isinstance(row.row, IndicatorRow)],
        "services": _services(board, domain.domain),
    }


def overview(board: Board) -> list[tuple[DomainRow, list[Cell]]]:
    """Return every domain with how much of each kind somebody must act on."""
    found = []
    for domain in board.pack.domains:
        own = {table.id: table.wanting for table in tables(board, domain)}
        href = reverse("office:domain", args=(domain.code,))
        cells = [Cell(own.get(name), f"{href}#{name}") for name in OVERVIEW]
        found.append((domain, cells))
    return found


def promises_of(board: Board, domain: str) -> Iterator[Statement]:
    """Yield the plan's statements about a domain: its measures, and what belongs to its services or measures."""
    for row in board.promises:
        named = {measure.domain for measure in row.measures} | {s.domain for s in row.services}
        if domain in named:
            yield row


def _services(board: Board, domain: str) -> dict[str, Any]:
    pack, plan = board.pack, board.plan
    own = [row for row in pack.services if row.domain == domain]
    declared = (
        next((row.declared for row in plan.domains if row.domain == domain), None) if plan else None
    )
    ruled = [row for row in own if pack.rules_of(row.id)]
    handled = {item.service for item in pack.items}
    return {
        "declared": declared,
        "named": sum(bool(row.name) for row in own),
        "ruled": len(ruled),
        "handled": sum(row.id in handled for row in own),
    }
