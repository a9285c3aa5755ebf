"""Ask for, decide and make exports, as the tests need them."""

from __future__ import annotations

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.actions.decide_export import decide_export
from zhaohui.county.lists.actions.make_export import make_export
from zhaohui.county.lists.actions.request_export import request_export
from zhaohui.county.lists.declare import BulkRun
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.page import asked_rows
from zhaohui.county.lists.state import read_state
from zhaohui.county.lists.words import in_words
from zhaohui.county.registry.people_list import PEOPLE

ANSWERS = {"columns": ["name", "age", "place"], "format": "csv", "purpose": "核对高龄津贴发放名单"}


def requested(actor: Actor, query=None, *, ids=None, **answers) -> ExportRequest:
    """Store a request for the people that the query asks for."""
    state = read_state(PEOPLE, query or {})
    rows = asked_rows(PEOPLE, actor, state).order_by("pk").values_list("pk", flat=True)
    run = BulkRun(
        spec=PEOPLE,
        list_state=state.as_data(),
        in_words=in_words(PEOPLE, actor, state),
        ids=tuple(ids or rows),
        is_all=ids is None,
        answers=ANSWERS | answers,
    )
    return request_export(actor, run)


def ready(actor: Actor, approver: Actor, query=None, **options) -> ExportRequest:
    """Store a request, have it approved, make the file."""
    export = requested(actor, query, **options)
    decide_export(approver, pk=export.pk, decision="approve")
    return make_export(export.pk)
