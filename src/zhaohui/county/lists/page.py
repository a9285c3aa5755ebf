"""Read one page of a list: keyset paging in SQL, one query, and a capped count, one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.declare import ListSpec
from zhaohui.county.lists.state import Cursor, ListState, conditions, order


@dataclass(frozen=True, kw_only=True)
class Page:
    """Rows of a list as values, the cursors to its neighbours, and the count up to the cap.

    `is_lost`: the cursor's row is gone or out of reach; the page has no rows.
    """

    rows: list[dict[str, Any]]
    previous: Cursor | None
    following: Cursor | None
    count: int
    is_capped: bool
    is_lost: bool = False

    @classmethod
    def empty(cls) -> Page:
        """Return a page of nothing."""
        return cls(rows=[], previous=None, following=None, count=0, is_capped=False)

    def people(self, spec: ListSpec) -> list[int]:
        """Return the registry ids of the people shown."""
        found = (row[spec.person] for row in self.rows if spec.person)
        return list(dict.fromkeys(pk for pk in found if pk is not None))


def read_page(spec: ListSpec, actor: Actor, state: ListState) -> Page:
    """Return the page that the state asks for; one without rows where it has problems."""
    if state.problems:
        return Page.empty()
    reader = _Reader(spec, actor, state)
    rows, previous, following = reader.page()
    if spec.narrow and state.cursor is None and following is None:
        counted = len(rows)  # all of them: the walk need not be done again
    else:
        counted = capped_count(reader.asked, spec.count_cap)
    return Page(
        rows=rows,
        previous=previous,
        following=following,
        count=min(counted, spec.count_cap),
        is_capped=counted > spec.count_cap,
        is_lost=state.cursor is not None and not rows and counted > 0,
    )


def find_rows(spec: ListSpec, actor: Actor, words: str) -> Page:
    """Return up to a page of the rows that the list's look-up finds among those in reach.

    Raises FilterFault, whose sentence does not repeat the words.
    """
    assert spec.lookup is not None
    found = (
        spec.rows(actor).filter(spec.lookup.condition(actor, words)).order_by(*spec.lookup.order)
    )
    rows = list(found.values(*spec.fields())[: spec.page_size + 1])
    shown = rows[: spec.page_size]
    return replace(Page.empty(), rows=shown, count=len(shown), is_capped=len(rows) > spec.page_size)


def asked_rows(spec: ListSpec, actor: Actor, state: ListState) -> QuerySet[Any]:
    """Return all rows that the filters ask for among those the actor may see, without an order."""
    return spec.rows(actor).filter(conditions(spec, state)).order_by()


def capped_count(rows: QuerySet[Any], cap: int) -> int:
    """Count rows, but no further than one past the cap."""
    return rows.order_by().values("pk")[: cap + 1].count()


class _Reader:
    """Walks a list in its order, forward or backward, the rows without a value last."""

    def __init__(self, spec: ListSpec, actor: Actor, state: ListState) -> None:
        self.spec = spec
        self.cursor = state.cursor
        self.visible = spec.rows(actor)
        self.asked = self.visible.filter(conditions(spec, state))
        if spec.narrow:
            self.asked = self.asked.filter(spec.narrow(actor, state))
        self.sort, self.is_downward = order(spec, state)
        self.fields = tuple(dict.fromkeys((*spec.fields(), self.sort.key)))

    def page(self) -> tuple[list[dict[str, Any]], Cursor | None, Cursor | None]:
        """Return the rows in reading order, and the cursors before and after them."""
        size = self.spec.page_size
        backward = self.cursor is not None and self.cursor.is_backward
        rows = self.rows(self.cursor, size + 1)
        if backward and 0 < len(rows) <= size:  # the beginning: show a whole first page
            self.cursor, backward = None, False
            rows = self.rows(None, size + 1)
        goes_on = len(rows) > size
        rows = rows[:size]
        if backward:
            rows.reverse()
        if not rows:
            return [], None, None
        has_before = goes_on if backward else self.cursor is not None
        has_after = backward or goes_on
        return (
            rows,
            self.at(rows[0], is_backward=True) if has_before else None,
            self.at(rows[-1], is_backward=False) if has_after else None,
        )

    def at(self, row: Mapping[str, Any], *, is_backward: bool) -> Cursor:
        """Return the cursor of a row."""
        return Cursor(pk=row["pk"], is_empty=row[self.sort.key] is None, is_backward=is_backward)

    def rows(self, cursor: Cursor | None, number: int) -> list[dict[str, Any]]:
        """Return up to `number` rows from the cursor on; backward, the nearest comes first.

        Rows with a value are one index range, those without another; the second is asked for
        only where the first does not fill the page.
        """
        backward = cursor is not None and cursor.is_backward
        parts = [False, True] if self.sort.is_nullable else [False]
        if backward:
            parts.reverse()
        if cursor is not None and self.sort.is_nullable:
            parts = parts[parts.index(cursor.is_empty) :]
        first, *rest = parts
        found = self.part(first, cursor, number, backward=backward)
        if rest and len(found) < number and (found or not self.is_lost(cursor)):
            found += self.part(rest[0], None, number - len(found), backward=backward)
        return found

    def is_lost(self, cursor: Cursor | None) -> bool:
        """Say whether the cursor's row is gone or out of reach; asked only where nothing followed."""
        return cursor is not None and not self.visible.filter(pk=cursor.pk).exists()

    def part(
        self, is_empty: bool, cursor: Cursor | None, number: int, *, backward: bool
    ) -> list[dict[str, Any]]:
        key = self.sort.key
        rows = self.asked
        downward = (self.is_downward and not is_empty) != backward
        if is_empty:
            rows = rows.filter(**{f"{key}__isnull": True})
        elif self.sort.is_nullable:
            rows = rows.filter(**{f"{key}__isnull": False})
        if cursor is not None:
            rows = rows.filter(self.beyond("pk" if is_empty else key, cursor, downward=downward))
        sign = "-" if downward else ""
        keys = ["pk"] if is_empty or key == "pk" else [key, "pk"]
        ordered = rows.order_by(*(sign + name for name in keys))
        if self.spec.narrow is None:
            return list(ordered.values(*self.fields)[:number])
        pks = list(ordered.values_list("pk", flat=True)[:number])
        found = self.visible.filter(pk__in=pks).order_by().values(*self.fields)
        by_pk = {row["pk"]: row for row in found}
        return [by_pk[pk] for pk in pks if pk in by_pk]

    def beyond(self, key: str, cursor: Cursor, *, downward: bool) -> Q:
        """Return "after the cursor's row". Its value is read in the same query, within reach only."""
        far = "lt" if downward else "gt"
        visible = self.visible.filter(pk=cursor.pk).order_by()
        if key == "pk":
            return Q(**{f"pk__{far}": cursor.pk})
        value = Subquery(visible.values(key)[:1])
        # The first part is what an index can start from; the second tells ties apart.
        return Q(**{f"{key}__{far}e": value}) & (
            Q(**{f"{key}__{far}": value}) | Q(**{f"pk__{far}": cursor.pk})
        )
