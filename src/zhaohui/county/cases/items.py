"""The items that a case can be about, today."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.cases.errors import NoSuchItem
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.bundles import Bundle, bundle_of_form, bundles, documents_of
from zhaohui.packs.pack import Pack


def case_item(pack: Pack, item_id: str) -> CaseItem:
    """Return the item of that id; NoSuchItem where it can't be applied for."""
    found = case_items(pack, county_today()).get(item_id)
    if found is None:
        raise NoSuchItem(_("没有这个事项，或者它还不能申请。"), hint=_("请从办事页面重新选择。"))
    return found


def case_bundle(pack: Pack, code: str) -> Bundle:
    """Return the 一件事 of that id; NoSuchItem where there is none, or none of its items can be applied for."""
    found = bundles(pack, county_today()).get(code)
    if found is None or not found.open_members:
        raise NoSuchItem(_("没有这个一件事，或者它还不能申请。"), hint=_("请从办事页面重新选择。"))
    return found


def documents_of_form(form_id: str) -> frozenset[str]:
    """Return the ids of the materials that an item asks for, or all items of a 一件事."""
    pack = current_pack()
    bundle = bundle_of_form(pack, form_id, county_today())
    if bundle is not None:
        return frozenset(row.id for row in documents_of(bundle.open_members))
    return frozenset(row.id for row in case_item(pack, form_id).materials)
