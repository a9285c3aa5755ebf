"""A list as data: its columns, filters and orders; every list of the office is one `ListSpec`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.filters import Filter, Options, Words

if TYPE_CHECKING:
    from zhaohui.county.lists.state import ListState

Row = Mapping[str, Any]
Privacy = Literal["normal", "personal", "sensitive"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `show` turns a row of values into what is read; `fields` are the values it needs.

    `prepare` stands in for `show` where something is to be looked up once a page (names by code,
    today): it returns the function that shows a row.
    `href` gives the address a cell leads to. A `sensitive` column is left out of an export unless
    it is asked for. `sort` names the order that the column's head offers.
    """

    name: str
    label: Words
    fields: tuple[str, ...]
    show: Callable[[Row], str] = lambda _row: ""
    prepare: Callable[[], Callable[[Row], str]] | None = None
    privacy: Privacy = "normal"
    sort: str = ""
    href: Callable[[Row], str] | None = None
    is_number: bool = False

    def reader(self) -> Callable[[Row], str]:
        """Return the function that shows a row of this page."""
        return self.prepare() if self.prepare else self.show


@dataclass(frozen=True, kw_only=True)
class Sort:
    """An order that an index carries: by `key` (a field or annotation), then by primary key.

    Rows without a value come last in both directions. `is_reversed`: the smallest shown value has
    the largest key, as an age and its birth date. `is_newest_first`: unless asked otherwise the
    largest comes first.
    """

    name: str
    label: Words
    key: str = "pk"
    is_nullable: bool = False
    is_reversed: bool = False
    is_newest_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """A search whose words are personal (a name, a number): posted, never in an address.

    `condition` gets who searches and the words: what she may search by is hers. `order` is that of
    what is found; the primary key alone would have a database walk its index.
    """

    label: Words
    hint: Words
    condition: Callable[[Actor, str], Q]
    order: tuple[str, ...] = ("pk",)


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """Something done to many rows at once, after a preview.

    `refusal` says why a row is left out ("" where it isn't) from the values of `fields`. `run`
    gets the actor, the previewed primary keys and the confirming form; it returns the address
    to show next. `asks`: what the preview asks besides: nothing, the fields of an export, or one of
    the colleagues whom `choices` gives.
    """

    name: str
    label: Words
    action: str
    sentence: Words
    run: Callable[[Actor, BulkRun], str]
    fields: tuple[str, ...] = ()
    refusal: Callable[[Actor, Row], str] = lambda _actor, _row: ""
    asks: Literal["", "export", "colleague"] = ""
    choices: Callable[[Actor], Options] = lambda _actor: []
    cap: int = 500


@dataclass(frozen=True, kw_only=True)
class BulkRun:
    """A confirmed bulk action: the list, its data (filters and order), the rows, the form's answers.

    `is_all`: all that the filters ask for, rather than rows that were ticked.
    """

    spec: ListSpec
    list_state: Mapping[str, Any]
    in_words: str
    ids: tuple[int, ...]
    is_all: bool
    answers: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """A list: who may see it (`action`), its rows for an actor, and how they are shown.

    `url` is the page's URL name, `url_args` what it needs; `person` the field of a row that holds
    a registry id ("" where the list shows nothing personal: then reading it leaves no audit entry).
    `narrow`: an index covers all that the filters ask, so keys are read from it first and rows by
    them (decision 0035); it gives a further condition that every asked row meets, where the program
    knows a quicker way.
    """

    name: str
    title: Words
    url: str
    action: str
    url_args: tuple[str, ...] = ()
    rows: Callable[[Actor], QuerySet[Any]]
    columns: tuple[Column, ...]
    sorts: tuple[Sort, ...]
    filters: tuple[Filter, ...] = ()
    lookup: Lookup | None = None
    bulk: tuple[BulkAction, ...] = ()
    person: str = ""
    narrow: Callable[[Actor, ListState], Q] | None = None
    page_size: int = 20
    count_cap: int = 1_000
    empty: Words = ""

    @property
    def address(self) -> str:
        """The address of the list's page."""
        return reverse(self.url, args=self.url_args)

    def fields(self) -> tuple[str, ...]:
        """Return every field that the columns need, and the primary key."""
        named = (field for column in self.columns for field in column.fields)
        return tuple(dict.fromkeys(("pk", *((self.person,) if self.person else ()), *named)))

    def sort(self, name: str) -> Sort | None:
        """Return the order of that name, the first one for an empty name."""
        if not name:
            return self.sorts[0]
        return next((sort for sort in self.sorts if sort.name == name), None)

    def bulk_action(self, name: str) -> BulkAction | None:
        """Return the bulk action of that name."""
        return next((each for each in self.bulk if each.name == name), None)
