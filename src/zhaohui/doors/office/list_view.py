"""Answer a request for any list: read it, note in the audit who was shown, render the one component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.lists.declare import Column, ListSpec
from zhaohui.county.lists.page import Page, read_page
from zhaohui.county.lists.queries import views_of
from zhaohui.county.lists.state import ListState, read_state
from zhaohui.county.lists.words import asked
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.list_filters import FilterFields, filter_fields
from zhaohui.doors.office.list_rows import rows_html
from zhaohui.doors.office.purpose import current_purpose

BAD_REQUEST = 400
LOOKING = "看名单"  # the audit is kept in Chinese


def list_page(
    request: HttpRequest, spec: ListSpec, *, template: str = "office/list.html", **extra: Any
) -> HttpResponse:
    """Return the page of a list for this request; `extra` goes to the template."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    state = read_state(spec, request.GET)
    page = read_page(spec, actor, state)
    note_shown(request, spec, page, filters=state.raw)
    shown = view_of(spec, actor, state, page)
    return render(
        request, template, {"list": shown, **extra}, status=BAD_REQUEST if state.problems else 200
    )


def note_shown(
    request: HttpRequest, spec: ListSpec, page: Page, *, filters: Mapping[str, str] | None = None
) -> None:
    """Record one audit entry with the people shown, the purpose and the filters' codes."""
    with translation.override(settings.LANGUAGE_CODE):
        fields = [str(column.label) for column in spec.columns]
    record_read(
        request.actor,  # type: ignore[attr-defined]
        page.people(spec),
        fields=fields,
        purpose=current_purpose(request) or LOOKING,
        action=spec.action,
        shown={"list": spec.name, **(filters or {})},
    )


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's head; `order` is the order it has now: ascending, descending or none."""

    label: str
    order: str
    query: str
    is_number: bool


@dataclass(frozen=True, kw_only=True)
class ListView:
    """All that the list component shows."""

    spec: ListSpec
    state: ListState
    page: Page
    heads: list[Head]
    rows: list[tuple[int, SafeString]]
    filters: list[FilterFields]
    asked: list[tuple[str, str]]
    views: list[Any]
    bulk: list[Any]
    previous: str
    following: str
    may_save: bool
    is_synthetic: bool
    address: str

    @property
    def first(self) -> str:
        """The query of the first page."""
        return self.state.query()

    @property
    def problems(self) -> list[dict[str, str]]:
        """What to mend, each with the field it stands at."""
        return [
            {"id": f"filter-{name}", "sentence": sentence}
            for name, sentence in self.state.problems.items()
        ]

    @property
    def count_words(self) -> str:
        """The number of rows, no further than the cap."""
        number = f"{self.page.count:,}"
        if self.page.is_capped:
            return _("%(number)s 条以上") % {"number": number}
        return _("共 %(number)s 条") % {"number": number}


def view_of(spec: ListSpec, actor: Actor, state: ListState, page: Page) -> ListView:
    """Return what the component shows of a page."""
    bulk = [each for each in spec.bulk if actor.may(each.action)]
    may_save = actor.may("view.save")
    previous, following = page.previous, page.following
    return ListView(
        spec=spec,
        state=state,
        page=page,
        heads=[head(spec, state, column) for column in spec.columns],
        rows=rows_html(spec, page.rows, has_ticks=bool(bulk)),
        filters=filter_fields(spec, actor, state),
        asked=asked(spec, actor, state),
        views=list(views_of(actor, spec.name)) if may_save else [],
        bulk=bulk,
        previous=state.query(cursor=previous) if previous else "",
        following=state.query(cursor=following) if following else "",
        may_save=may_save,
        is_synthetic=bool(spec.person) and is_synthetic(),
        address=spec.address,
    )


def head(spec: ListSpec, state: ListState, column: Column) -> Head:
    """Return a column's head with the query of the order that a click asks for."""
    if not column.sort:
        return Head(label=str(column.label), order="", query="", is_number=column.is_number)
    is_now = (state.sort or spec.sorts[0].name) == column.sort
    turned = f"-{column.sort}" if is_now and not state.is_descending else column.sort
    sort = spec.sort(column.sort)
    is_downward = state.is_descending != bool(sort and sort.is_newest_first)
    order = ("descending" if is_downward else "ascending") if is_now else "none"
    query = replace(state, cursor=None).query(sort=turned)
    return Head(label=str(column.label), order=order, query=query, is_number=column.is_number)
