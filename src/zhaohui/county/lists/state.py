"""What a reader asked of a list: filters, order, where in it; read strictly, written as an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.lists.declare import ListSpec, Sort
from zhaohui.county.lists.errors import FilterFault, ListError
from zhaohui.county.lists.filters import read_raw

AFTER, BEFORE, SORT, VIEW = "after", "before", "sort", "view"
IN_EMPTY = "e"  # the cursor's row has no value in the order's column


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """The row that a page follows or precedes: its primary key only, so nothing personal."""

    pk: int
    is_empty: bool = False
    is_backward: bool = False

    def text(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.pk}{IN_EMPTY if self.is_empty else ''}"


@dataclass(frozen=True, kw_only=True)
class ListState:
    """Filters by parameter, order and cursor. `problems` are sentences by parameter."""

    raw: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    is_descending: bool = False
    cursor: Cursor | None = None
    problems: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return filters and order as a saved view or an export keeps them."""
        return {"filters": dict(self.raw), "sort": self.sort_text()}

    def sort_text(self) -> str:
        """Return the order as it stands in an address."""
        return f"-{self.sort}" if self.is_descending else self.sort

    def query(self, *, cursor: Cursor | None = None, sort: str | None = None) -> str:
        """Return the address's query of this state at another place or in another order."""
        asked = dict(self.raw)
        order = self.sort_text() if sort is None else sort
        if order:
            asked[SORT] = order
        if cursor:
            asked[BEFORE if cursor.is_backward else AFTER] = cursor.text()
        return urlencode(asked)

    def at_start(self) -> ListState:
        """Return the same filters and order from the first row."""
        return replace(self, cursor=None)


def read_state(spec: ListSpec, given: Mapping[str, Any]) -> ListState:
    """Return what an address or a form asks of the list; faults become `problems`, by parameter."""
    problems: dict[str, str] = {}
    raw: dict[str, str] = {}
    for each in spec.filters:
        try:
            raw |= read_raw([each], given)
            each.condition(raw)
        except FilterFault as fault:
            problems[each.parameters[0]] = str(fault)
            raw |= {name: str(given.get(name, ""))[:100] for name in each.parameters}
    text = str(given.get(SORT, ""))
    name, is_descending = text.removeprefix("-"), text.startswith("-")
    if spec.sort(name) is None:
        problems[SORT] = _("这个名单不能按所要的列排序，请点表头里的链接。")
        name, is_descending = "", False
    return ListState(
        raw=raw,
        sort=name,
        is_descending=is_descending,
        cursor=read_cursor(given, problems),
        problems=problems,
    )


def stored_state(spec: ListSpec, data: Mapping[str, Any]) -> ListState:
    """Return the state of a saved view or an export; raises ListError where the list has changed."""
    state = read_state(spec, {**data["filters"], SORT: data["sort"]})
    lost = set(data["filters"]) - set(state.raw)
    if state.problems or lost:
        raise ListError(
            _("这份筛选里有名单已经没有的条件。"), hint=_("请在名单上重新选一次条件再保存。")
        )
    return state


def read_cursor(given: Mapping[str, Any], problems: dict[str, str]) -> Cursor | None:
    """Return the place in the list; a text that is no cursor becomes a problem."""
    for name in (AFTER, BEFORE):
        text = str(given.get(name, ""))
        if not text:
            continue
        digits = text.removesuffix(IN_EMPTY)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            problems[name] = _("翻页的位置不对，请从第一页看起。")
            return None
        return Cursor(pk=int(digits), is_empty=text != digits, is_backward=name == BEFORE)
    return None


def conditions(spec: ListSpec, state: ListState) -> Q:
    """Return all filters as one condition."""
    asked = Q()
    for each in spec.filters:
        found = each.condition(state.raw)
        if found is not None:
            asked &= found
    return asked


def order(spec: ListSpec, state: ListState) -> tuple[Sort, bool]:
    """Return the order and whether its key runs downward."""
    sort = spec.sort(state.sort)
    assert sort is not None
    return sort, state.is_descending != (sort.is_reversed or sort.is_newest_first)
