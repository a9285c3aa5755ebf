"""A register on the map, its quality by office, and records that look alike."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.read import record_read
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.actions.merge_with_dealings import merge_with_dealings
from zhaohui.county.lists.state import read_state
from zhaohui.county.lists.words import asked
from zhaohui.county.registers.actions.settle_duplicate import keep_apart
from zhaohui.county.registers.assessed import standings
from zhaohui.county.registers.counts import broken_counts, by_town, coverage, offices, points
from zhaohui.county.registers.duplicates import alike_pairs
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.queries import register_of
from zhaohui.county.registers.reckoning import added, reckoned_list
from zhaohui.county.registers.record_list import record_list
from zhaohui.county.registers.references import sums_by_town
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.record_page import area_name, number_of
from zhaohui.doors.register_map import register_map, town_lines, town_sums

READ, WRITE = "record.read", "record.write"


@access(READ)
@never_cache
@require_safe
def on_map(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show how many of the asked records lie in each town, and where."""
    register, actor, pack = register_of(register_id), actor_of(request), current_pack()
    spec = record_list(register.id)
    state = read_state(spec, request.GET).at_start()
    counts = {} if state.problems else by_town(actor, register, state)
    places = [] if state.problems else points(actor, register, state)
    sums = [] if state.problems else sums_by_town(actor, register, state)
    context = {
        "register": register,
        "is_synthetic": is_synthetic(),
        "query": request.GET.urlencode(),
        "asked": asked(spec, actor, state),
        "map": register_map(pack, counts, places),
        "map_credit": pack.attribution.outline,
        "lines": town_lines(pack, counts),
        "sums": town_sums(pack, counts, sums),
        "total": sum(counts.values()),
        "covered": None if state.problems else coverage(actor, register, state),
    }
    return render(request, "office/register_map.html", context)


@access(READ)
@never_cache
@require_safe
def quality(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show each office's score, what is wrong how often, and lead to the records."""
    register, actor = register_of(register_id), actor_of(request)
    broken = broken_counts(actor, register)
    context = {
        "register": register,
        "is_synthetic": is_synthetic(),
        "offices": [(area_name(each.code), each) for each in offices(actor, register)],
        "standings": [
            (each, [(area_name(code), *counted) for code, counted in each.towns.items()])
            for each in standings(actor, register)
        ],
        "rules": [(rule, broken.get(rule.id, 0)) for rule in register.quality],
    }
    return render(request, "office/register_quality.html", context)


@access(READ)
@never_cache
@require_safe
def reckoned_page(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show what is reckoned of each record of things, and the sums; nothing about people."""
    register, actor = register_of(register_id), actor_of(request)
    if not register.reckoned or register.is_about_somebody:
        raise NotVisible
    rows = reckoned_list(actor, register)
    context = {
        "register": register,
        "is_synthetic": is_synthetic(),
        "rows": rows,
        "sums": added(register, rows),
    }
    return render(request, "office/register_reckoned.html", context)


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show pairs of records that look alike; a post merges a pair or keeps it apart."""
    register, actor = register_of(register_id), actor_of(request)
    require_keeper(actor, register)
    if request.method == "POST":
        one, two = (number_of(request.POST.get(name)) for name in ("first", "second"))
        if request.POST.get("did") == "apart":
            keep_apart(actor, register, one, two)
        else:
            merge_with_dealings(actor, register, one, two)
        return redirect("office:register-duplicates", register.id)
    pairs = alike_pairs(actor, register)
    people = [row.person_id for pair in pairs for row in pair if row.person_id]
    record_read(actor, people, fields=("姓名",), purpose=register.purpose, action=READ)
    shown = [[(row, area_name(row.area)) for row in pair] for pair in pairs]
    return render(
        request, "office/register_duplicates.html", {"register": register, "pairs": shown}
    )
