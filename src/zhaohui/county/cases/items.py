"""The items that a case can be about, today."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.cases.errors import NoSuchItem
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.pack import Pack


def case_item(pack: Pack, item_id: str) -> CaseItem:
    """Return the item of that id; NoSuchItem where it can't be applied for."""
    found = case_items(pack, county_today()).get(item_id)
    if found is None:
        raise NoSuchItem(_("没有这个事项，或者它还不能申请。"), hint=_("请从办事页面重新选择。"))
    return found
