"""What the pages of a register show besides its records: groups, links, the map, counts by town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.dealings.books import totals
from zhaohui.county.registers.keepers import keeper_posts, may_keep
from zhaohui.county.registers.record_list import record_list
from zhaohui.packs import Pack
from zhaohui.packs.schema.register_files import RegisterRow

WITHOUT = gettext_lazy("其他")


@dataclass(frozen=True)
class Group:
    """The registers of one domain."""

    title: str
    registers: list[RegisterRow]


def by_domain(pack: Pack) -> list[Group]:
    """Return the registers by domain in the plan's order, those without one last."""
    names = [(row.domain, row.title) for row in pack.domains]
    known = {name for name, _title in names}
    found = [
        Group(title, [row for row in pack.registers if row.domain == name]) for name, title in names
    ]
    rest = [row for row in pack.registers if row.domain not in known]
    return [group for group in (*found, Group(str(WITHOUT), rest)) if group.registers]


def listing_context(
    actor: Actor, register: RegisterRow, query: str, *, problem: str = ""
) -> dict[str, Any]:
    """Return what stands around the list: what the register is, the links, the search."""
    lookup = record_list(register.id).lookup
    assert lookup
    return {
        "register": register,
        "query": query,
        "may_write": actor.may("record.write") if register.form else may_keep(actor, register),
        "keepers": keeper_posts(register),
        "totals": totals(actor, register),
        "lookup": {
            "label": lookup.label,
            "hint": lookup.hint,
            "address": reverse("office:register-find", args=(register.id,)),
            "purposes": (),
            "problem": problem,
        },
    }
