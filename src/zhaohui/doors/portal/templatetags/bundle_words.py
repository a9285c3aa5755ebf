"""Words of 一件事 in templates."""

from __future__ import annotations

from django import template

from zhaohui.doors.portal.bundle_page import title_of
from zhaohui.packs.bundles import Member

register = template.Library()


@register.filter
def member_title(member: Member) -> str:
    """Return what an item of a bundle is called in the reader's language."""
    return title_of(member)
