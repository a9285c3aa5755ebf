"""Search over cases in Chinese: by number, item (words, pinyin, initials), state, and name where permitted."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import CaseState, Channel
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.errors import FilterFault
from zhaohui.packs.pack import Pack
from zhaohui.packs.spelling import Entry, entry_of, normal, score

NAMES = "person.list"  # whoever may look for a person by name
SHORTEST = 2
NUMBER_DIGITS = range(4, 11)


def sought(actor: Actor, words: str) -> Q:
    """Return the condition of a search; every word must fit. FilterFault where nothing can be sought.

    The words are never kept: they may be somebody's name.
    """
    parts = normal(words).split()
    if not parts or any(len(part) < SHORTEST for part in parts):
        raise FilterFault(_("请至少写两个字：编号、事项、状态或者申请人姓名。"))
    found = Q()
    for part in parts:
        found &= one_word(actor, part)
    return found


def one_word(actor: Actor, word: str) -> Q:
    """Return the condition that one word fits a case."""
    digits = word.replace("-", "")
    if digits.isascii() and digits.isdecimal():
        return Q(number__startswith=digits) if len(digits) in NUMBER_DIGITS else Q(pk__in=())
    items = [entry.item for entry in entries(current_pack()) if score(entry, word)]
    found = Q(item__in=items) | Q(item_name__icontains=word)
    found |= Q(state__in=[s.value for s in CaseState if word in str(s.label)])
    found |= Q(channel__in=[each.value for each in Channel if word in str(each.label)])
    if actor.may(NAMES) and not word.isascii():
        named = Q(subject__name__startswith=word)
        found |= named & in_scope(actor, NAMES, village="area", town="")
    return found


@lru_cache(maxsize=2)
def entries(pack: Pack) -> tuple[Entry[str], ...]:
    """Return what each item can be found by, made once a pack."""
    return tuple(entry_of(item.name, [item.title], [], "") for item in pack.items)
