"""Where a benefit is applied for: the item that hands out what a rule gives."""

from __future__ import annotations

from django import template
from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.applying import case_items

register = template.Library()


@register.simple_tag
def apply_address(rule_id: str) -> str:
    """Return the address of the first item of a rule that can be applied for online; "" where there is none."""
    items = case_items(current_pack(), county_today()).values()
    found = (item for item in items if item.is_online and rule_id in item.item.rules)
    item = next(found, None)
    return reverse("portal:apply-item", args=[item.id]) if item else ""
