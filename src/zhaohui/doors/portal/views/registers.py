"""公示: the registers that the county shows, as rows or as counts by town with a map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.public_view import (
    counts_of,
    public_page,
    public_register,
    public_registers,
)
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.register_map import kept_back, register_map, town_lines

MOST_DIGITS = 18


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the registers with a public view by domain."""
    titles = {row.domain: row.title for row in current_pack().domains}
    groups: dict[str, list[object]] = {}
    for register in public_registers():
        groups.setdefault(titles.get(register.domain, ""), []).append(register)
    return render(request, "portal/registers.html", {"groups": list(groups.items())})


@public
@require_safe
def page(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show one register: its public columns, or how many records each town has."""
    register, view = public_register(register_id)
    pack = current_pack()
    counts = kept_back(
        counts_of(actor_of(request), register, view), view.k if view.show == "counts" else 1
    )
    context = {
        "register": register,
        "lines": town_lines(pack, counts),
        "map": register_map(pack, counts),
        "map_credit": pack.attribution.outline,
        "k": view.k,
        "is_synthetic": is_synthetic(),
        "is_text": view.show == "texts",
    }
    if view.has_rows:
        after = request.GET.get("after", "")
        number = int(after) if after.isdecimal() and len(after) <= MOST_DIGITS else 0
        town = request.GET.get("town", "")
        towns = {row.code for row in pack.towns}
        context["rows"] = public_page(
            actor_of(request), register, view, town=town if town in towns else "", after=number
        )
        context["town"] = town if town in towns else ""
    return render(request, "portal/register.html", context)
