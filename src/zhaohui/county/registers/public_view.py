"""What anybody may see of a register 公示: the columns its file names, or counts with small ones kept back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.counts import public_counts
from zhaohui.county.registers.fields import shown
from zhaohui.county.registers.layouts import columns_to_ask
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import register_of
from zhaohui.county.registry.people_list import area_names
from zhaohui.packs.schema.register_files import PublicRow, RegisterRow

PAGE = 50
MOST_IN_TOWN = 2_000
FEW = 8
MOST_ADDED = 10_000


@dataclass(frozen=True)
class PublicPage:
    """A page of public rows: cells in the order of the columns, place last, and where the next begins."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    following: int | None

    @property
    def texts(self) -> list[list[tuple[str, str]]]:
        """The rows as texts: each cell with its column's name, the place left out."""
        return [list(zip(self.columns, row, strict=False)) for row in self.rows]


def public_registers() -> list[RegisterRow]:
    """Return the registers that have a public view."""
    return [row for row in current_pack().registers if row.public]


def public_register(register_id: str) -> tuple[RegisterRow, PublicRow]:
    """Return a register with its public view; NotVisible where it has none."""
    register = register_of(register_id)
    if register.public is None:
        raise NotVisible
    return register, register.public


def public_page(
    actor: Actor, register: RegisterRow, view: PublicRow, *, town: str, after: int
) -> PublicPage:
    """Return rows by place, fifty at a time; `town` (nine digits) or the whole county.

    Texts come newest first, what is to come by its day. Whoever asks sees the same; NotVisible
    where the file shows no rows.
    """
    if not (view.has_rows and _may_see(actor, register, view, view.show)):
        raise NotVisible
    rows = public_rows(register, view)
    if town:
        rows = rows.filter(area__gte=town, area__lt=f"{town}A")
    order = _order(register, view)
    rows = _after(rows, order, after).order_by(*order)
    fields = [field for name in view.columns if (field := register.field(name))]
    names = area_names(current_pack())
    found = list(rows.values("pk", "area", "values")[: PAGE + 1])
    cells = [
        [*(shown(f, row["values"].get(f.name, "")) for f in fields), names.get(row["area"], "")]
        for row in found[:PAGE]
    ]
    following = found[PAGE - 1]["pk"] if len(found) > PAGE else None
    return PublicPage(tuple(field.name for field in fields), cells, following)


def public_rows(register: RegisterRow, view: PublicRow) -> QuerySet[Record]:
    """Return the records that anybody may see."""
    rows = Record.objects.filter(register=register.id, merged_into=None)
    if view.states:
        rows = rows.filter(state__in=view.states)
    column = columns_to_ask(register).get(view.upcoming)
    return rows.filter(**{f"{column}__gte": county_today()}) if column else rows


def _order(register: RegisterRow, view: PublicRow) -> tuple[str, str]:
    """Return the column that orders the rows, and the number that orders what is alike in it."""
    if view.show == "texts":
        return "-pk", "area"
    return columns_to_ask(register).get(view.upcoming, "area"), "pk"


def _after(rows: QuerySet[Record], order: tuple[str, str], after: int) -> QuerySet[Record]:
    if order[0] == "-pk":
        return rows.filter(pk__lt=after) if after else rows
    last = rows.filter(pk=after).values_list(order[0], flat=True).first() if after else None
    if last is None:
        return rows
    further = Q(**{f"{order[0]}__gt": last}) | Q(pk__gt=after)
    return rows.filter(**{f"{order[0]}__gte": last}).filter(further)


@dataclass(frozen=True)
class InTown:
    """What a public register about places has in a town: how many, and the first names."""

    register: RegisterRow
    count: int
    names: list[str]


def places_in(actor: Actor, town: str) -> list[InTown]:
    """Return the public registers about places that have some in a town, in the pack's order.

    Whoever asks sees the same.
    """
    found: dict[str, list[str]] = {}
    shown_in = [row for row in public_registers() if row.subject == "place"]
    condition = Q(pk__in=())
    for register in shown_in:
        view = register.public
        if view and view.has_rows and _may_see(actor, register, view, view.show):
            states = view.states or tuple(state.id for state in register.states)
            condition |= Q(register=register.id, state__in=states)
    rows = Record.objects.filter(condition, merged_into=None)
    rows = rows.filter(area__gte=town, area__lt=f"{town}A").order_by("area", "pk")
    for name, title in rows.values_list("register", "title")[:MOST_IN_TOWN]:
        found.setdefault(name, []).append(title)
    return [
        InTown(row, len(found[row.id]), found[row.id][:FEW]) for row in shown_in if row.id in found
    ]


def counts_of(actor: Actor, register: RegisterRow, view: PublicRow) -> Mapping[str, int]:
    """Return how many records each town has; whoever shows them keeps small ones back."""
    if not _may_see(actor, register, view, view.show):
        raise NotVisible
    return public_counts(public_rows(register, view))


def public_total(actor: Actor, register: RegisterRow) -> int:
    """Return how many records the public view stands for; 0 where they are fewer than it tells."""
    view = register.public
    if view is None:
        return 0
    found = sum(counts_of(actor, register, view).values())
    return found if view.show == "rows" or found >= view.k else 0


def public_sum(actor: Actor, register: RegisterRow, field: str) -> int:
    """Return the sum of a public whole number over the rows that are public, at most ten thousand."""
    view = register.public
    if view is None or field not in view.columns or not _may_see(actor, register, view, "rows"):
        return 0
    rows = Record.objects.filter(register=register.id, merged_into=None)
    if view.states:
        rows = rows.filter(state__in=view.states)
    values = rows.order_by("area", "pk").values_list("values", flat=True)[:MOST_ADDED]
    return sum(int(each.get(field) or 0) for each in values)


def _may_see(_actor: Actor, register: RegisterRow, view: PublicRow, what: str) -> bool:
    """Say whether the file makes it public; who asks makes no difference."""
    return register.public == view and view.show == what
