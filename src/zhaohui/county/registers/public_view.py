"""What anybody may see of a register 公示: the columns its file names, or counts with small ones kept back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.counts import public_counts
from zhaohui.county.registers.fields import shown
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import register_of
from zhaohui.county.registry.people_list import area_names
from zhaohui.packs.schema.register_files import PublicRow, RegisterRow

PAGE = 50
MOST_ADDED = 10_000


@dataclass(frozen=True)
class PublicPage:
    """A page of public rows: cells in the order of the columns, place last, and where the next begins."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    following: int | None


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

    Whoever asks sees the same; NotVisible where the file shows no rows.
    """
    if not _may_see(actor, register, view, "rows"):
        raise NotVisible
    rows = Record.objects.filter(register=register.id, merged_into=None)
    if view.states:
        rows = rows.filter(state__in=view.states)
    if town:
        rows = rows.filter(area__gte=town, area__lt=f"{town}A")
    last = rows.filter(pk=after).values_list("area", flat=True).first() if after else None
    if last is not None:
        rows = rows.filter(area__gte=last).filter(Q(area__gt=last) | Q(pk__gt=after))
    fields = [field for name in view.columns if (field := register.field(name))]
    names = area_names(current_pack())
    found = list(rows.order_by("area", "pk").values("pk", "area", "values")[: PAGE + 1])
    cells = [
        [*(shown(f, row["values"].get(f.name, "")) for f in fields), names.get(row["area"], "")]
        for row in found[:PAGE]
    ]
    following = found[PAGE - 1]["pk"] if len(found) > PAGE else None
    return PublicPage(tuple(field.name for field in fields), cells, following)


def counts_of(actor: Actor, register: RegisterRow, view: PublicRow) -> Mapping[str, int]:
    """Return how many records each town has; whoever shows them keeps small ones back."""
    if not _may_see(actor, register, view, view.show):
        raise NotVisible
    return public_counts(register, view.states)


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
