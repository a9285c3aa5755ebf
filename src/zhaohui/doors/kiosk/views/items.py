"""带什么、去哪里办 at the machine: a domain, an item, what to bring and what not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.item_page import guide_of
from zhaohui.packs import Pack
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.schema.catalog import DomainRow


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the domains that have items."""
    pack = current_pack()
    found = [row for row in pack.domains if items_in(pack, row)]
    return render(request, "kiosk/items.html", {"domains": found})


@public
@require_safe
def domain_page(request: HttpRequest, domain: str) -> HttpResponse:
    """Show the items of a domain."""
    pack = current_pack()
    row = domain_of(pack, domain)
    return render(request, "kiosk/domain.html", {"domain": row, "items": items_in(pack, row)})


@public
@require_safe
def one(request: HttpRequest, domain: str, item: str) -> HttpResponse:
    """Show what to bring for an item, how long it takes and where it is handled."""
    pack = current_pack()
    row = domain_of(pack, domain)
    found = next((each for each in items_in(pack, row) if each.id == item), None)
    if found is None:
        raise Http404
    guide = guide_of(pack, current_rulebook(), found.item, today=county_today())
    return render(request, "kiosk/item.html", {"domain": row, "item": found.item, "guide": guide})


def domain_of(pack: Pack, code: str) -> DomainRow:
    """Return the domain of that code; Http404 for none."""
    found = next((row for row in pack.domains if row.code == code), None)
    if found is None:
        raise Http404
    return found


def items_in(pack: Pack, domain: DomainRow) -> list[CaseItem]:
    """Return the items of a domain that can be applied for today."""
    items = case_items(pack, county_today()).values()
    return [item for item in items if item.item.domain == domain.domain]
