"""Who can be taken in at a window, for which item: those of its area, and who was met there in need."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.errors import NoSuchItem
from zhaohui.county.cases.items import case_item
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.met import encounters_visible_to, is_unknown
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.pack import Pack

ELSEWHERE, WITHOUT_PAPERS = "where-it-happened", "without-papers"


def person_to_take(actor: Actor, pk: int, item: str = "") -> Person:
    """Return the person for whom an application may be taken in; NotVisible for any other.

    Who was met here but lives elsewhere is reached for that item alone.
    """
    person = people_visible_to(actor, TAKE_IN).filter(pk=pk).first()
    if person is not None:
        return person
    met = encounters_visible_to(actor, TAKE_IN).filter(person=pk)
    if item:
        met = met.filter(item=item)
    found = met.select_related("person").first()
    if found is None:
        raise NotVisible
    return found.person


def items_to_take(actor: Actor, pack: Pack, person: Person) -> list[CaseItem]:
    """Return the items that may be taken in here for this person."""
    items: Iterable[CaseItem] = case_items(pack, county_today()).values()
    if not actor.may_for(TAKE_IN, person.pk, person.area):
        met = encounters_visible_to(actor, TAKE_IN).filter(person=person)
        here = set(met.values_list("item", flat=True))
        items = [each for each in items if each.id in here]
    if is_unknown(person.pk):
        items = [each for each in items if WITHOUT_PAPERS in each.item.urgent]
    return list(items)


def urgent_items(pack: Pack) -> list[CaseItem]:
    """Return the items that are taken in where it happened, or without papers."""
    items = case_items(pack, county_today()).values()
    return [each for each in items if {ELSEWHERE, WITHOUT_PAPERS} & set(each.item.urgent)]


def anywhere_items(pack: Pack) -> list[CaseItem]:
    """Return the items that every window of the county takes in 全区通办."""
    return [each for each in case_items(pack, county_today()).values() if each.item.anywhere]


def item_to_take(actor: Actor, pack: Pack, person: Person, item: str) -> CaseItem:
    """Return an item that may be taken in here for this person; NoSuchItem for any other."""
    actor.require(TAKE_IN)
    require_papers(pack, item, person.pk)
    return case_item(pack, item)


def require_papers(pack: Pack, item: str, person: int) -> None:
    """Raise NoSuchItem where somebody whose identity is not known can't have this item yet."""
    if WITHOUT_PAPERS not in case_item(pack, item).item.urgent and is_unknown(person):
        raise NoSuchItem(
            _("身份还没有核实，这个事项还不能申请。"), hint=_("先核实身份；急难事项可以先办。")
        )
