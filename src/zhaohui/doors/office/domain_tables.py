"""What stands in a domain as tables: one of each kind, each number with its list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.entitlements.ledger_queries import WANTING
from zhaohui.doors.office.domain_board import Board
from zhaohui.doors.office.ledger_words import NAMES, SLUGS
from zhaohui.doors.portal.county_page import domain_of
from zhaohui.packs.schema.catalog import DomainRow


@dataclass(frozen=True)
class Cell:
    """A number, and where its list is; None: nobody has counted it."""

    n: int | None
    href: str = ""
    is_wanting: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """A schedule, a signal, an item … with its numbers."""

    name: str
    href: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """Lines of one kind under the names of their numbers; `sums` counts what somebody must act on."""

    id: str
    title: str
    columns: Sequence[str]
    lines: Sequence[Line]
    empty: str

    @property
    def wanting(self) -> int:
        """How much of it somebody must act on."""
        return sum(cell.n or 0 for line in self.lines for cell in line.cells if cell.is_wanting)


def tables(board: Board, domain: DomainRow) -> list[Table]:
    """Return the tables of a domain whose kind the officer may read, what is to be done first."""
    kinds = (_duties, _alerts, _cases, _ledger, _registers, _offers)
    found = (kind(board, domain.domain) for kind in kinds)
    return [table for table in found if table is not None]


def _duties(board: Board, domain: str) -> Table | None:
    if board.duties is None:
        return None
    address, lines = reverse("office:duties"), []
    for row in _own(board.pack.schedules, domain):
        now, late = board.duties.get(row.id, (0, 0))
        done = board.done.get(row.id)
        cells = [
            Cell(late, _query(address, schedule=row.id, time="overdue"), is_wanting=True),
            Cell(now, _query(address, schedule=row.id, time="open"), is_wanting=True),
            Cell(done.share if done else None, unit="%"),
        ]
        lines.append(Line(row.name, _query(address, schedule=row.id), cells))
    return Table(
        "duties",
        _("随访、探访、复评"),
        (_("超期"), _("该办"), _("一年来按期办了")),
        lines,
        _("这个领域没有声明随访计划。"),
    )


def _alerts(board: Board, domain: str) -> Table | None:
    if board.alerts is None:
        return None
    address, lines = reverse("office:alerts"), []
    for row in _own(board.pack.signals, domain):
        n, late = board.alerts.get(row.id, (None, None))
        cells = [
            Cell(n, _query(address, signal=row.id, turn="open"), is_wanting=True),
            Cell(late, _query(address, signal=row.id, turn="late")),
        ]
        lines.append(Line(row.name, reverse("office:signal", args=(row.id,)), cells))
    columns = (_("没有结束"), _("其中超期"))
    return Table("alerts", _("预警"), columns, lines, _("这个领域没有声明预警。"))


def _cases(board: Board, domain: str) -> Table | None:
    if board.cases is None:
        return None
    address, lines = reverse("office:cases"), []
    for row in _own(board.pack.items, domain):
        if row.name not in board.cases:
            continue
        n, late = board.cases[row.name]
        cells = [Cell(n, _query(address, item=row.name), is_wanting=True), Cell(late)]
        lines.append(Line(row.title, _query(address, item=row.name), cells))
    columns = (_("没有办结"), _("其中超期"))
    return Table("cases", _("办件"), columns, lines, _("这个领域没有在办的办件。"))


def _ledger(board: Board, domain: str) -> Table | None:
    if board.ledger is None:
        return None
    lines = []
    for rule in board.pack.rules:
        counts = board.ledger.get(rule.id)
        if counts is None or domain_of(board.pack, rule) != domain or not counts.wanting:
            continue
        href = reverse("office:ledger-rule", args=(rule.id,))
        people = reverse("office:ledger-people", args=(rule.id,))
        listed = board.actor.may("person.list")
        cells = [
            Cell(n, _query(people, state=SLUGS[state]) if n and listed else "", is_wanting=True)
            for state in WANTING
            for n in (counts.rows.get(state, 0),)
        ]
        lines.append(Line(rule.name, href, cells))
    names = [str(NAMES[state]) for state in WANTING]
    empty = _("这个领域没有漏保、错保、金额不符和冲突。")
    return Table("ledger", _("待遇台账"), names, lines, empty)


def _registers(board: Board, domain: str) -> Table | None:
    if board.records is None:
        return None
    lines = []
    for row in _own(board.pack.registers, domain):
        n, faulty, overdue = board.records.get(row.id, (0, 0, 0))
        href = reverse("office:register", args=(row.id,))
        quality = reverse("office:register-quality", args=(row.id,))
        cells = [Cell(n, href), Cell(faulty, quality), Cell(overdue, href, is_wanting=True)]
        lines.append(Line(row.name, href, cells))
    columns = (_("记录"), _("有质量问题"), _("该核实"))
    return Table("registers", _("台账"), columns, lines, _("这个领域没有声明台账。"))


def _offers(board: Board, domain: str) -> Table | None:
    if board.offers is None:
        return None
    address, lines = reverse("office:offers"), []
    for row in _own(board.pack.offers, domain):
        n, waiting = board.offers.get(row.id, (None, None))
        queue = reverse("office:offer-queue", args=(row.id,)) if row.use == "places" else ""
        cells = [Cell(n, f"{address}#{row.id}"), Cell(waiting, queue, is_wanting=True)]
        lines.append(Line(row.name, f"{address}#{row.id}", cells))
    columns = (_("开放的"), _("在等的人"))
    return Table("offers", _("供给"), columns, lines, _("这个领域没有声明供给。"))


def _own(rows: Iterable[Any], domain: str) -> Iterator[Any]:
    return (row for row in rows if row.domain == domain)


def _query(address: str, **query: str) -> str:
    return f"{address}?{urlencode(query)}"
