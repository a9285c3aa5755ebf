"""Bulk actions of any list: preview what would happen, then do exactly that."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.lists.actions.run_bulk import run_bulk
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.declare import BulkAction, ListSpec
from zhaohui.county.lists.errors import AnswerError, NothingChosenError
from zhaohui.county.lists.preview import Chosen
from zhaohui.county.lists.preview import preview as preview_of
from zhaohui.county.lists.state import read_state
from zhaohui.county.lists.words import in_words

MOST_TICKED = 200
PROBLEM_AT = {"": "main", "export": "export-purpose", "colleague": "colleague"}


@access("office.home")
@require_POST
def preview(request: HttpRequest, list_name: str) -> HttpResponse:
    """Show to how many rows the action would apply, and which are left out and why."""
    return show(request, *asked(request, list_name))


def show(
    request: HttpRequest, spec: ListSpec, action: BulkAction, chosen: Chosen, *, problem: str = ""
) -> HttpResponse:
    """Render the preview, with what is wrong with the answers where something is."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "spec": spec,
        "action": action,
        "chosen": chosen,
        "preview": preview_of(spec, actor, action, chosen),
        "in_words": in_words(spec, actor, chosen.state),
        "choices": action.choices(actor),
        "problems": [{"id": PROBLEM_AT[action.asks], "sentence": problem}] if problem else [],
        "written": request.POST,
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    return render(request, "office/list_preview.html", context, status=status)


@access("office.home")
@require_POST
def confirm(request: HttpRequest, list_name: str) -> HttpResponse:
    """Do what was previewed; a changed set is refused."""
    spec, action, chosen = asked(request, list_name)
    answers = {
        "columns": request.POST.getlist("column"),
        "format": request.POST.get("format", ""),
        "purpose": request.POST.get("purpose", ""),
        "colleague": request.POST.get("colleague", ""),
    }
    try:
        where = run_bulk(
            request.actor,  # type: ignore[attr-defined]
            spec=spec,
            action=action,
            chosen=chosen,
            digest=request.POST.get("digest", ""),
            answers=answers,
        )
    except AnswerError as error:
        return show(request, spec, action, chosen, problem=error.message)
    return redirect(where)


def asked(request: HttpRequest, list_name: str) -> tuple[ListSpec, BulkAction, Chosen]:
    """Return list, action and rows of the form; NotVisible for a name that there is not."""
    spec = list_named(list_name)
    action = spec.bulk_action(request.POST.get("bulk", ""))
    if action is None:
        raise NotVisible
    state = read_state(spec, request.POST)
    if request.POST.get("chosen") == "all":
        return spec, action, Chosen(state=state)
    ticked = [pk for pk in request.POST.getlist("pk") if pk.isascii() and pk.isdigit()]
    ids = tuple(dict.fromkeys(int(pk) for pk in ticked if len(pk) < 19))[:MOST_TICKED]
    if not ids:
        raise NothingChosenError("还没有勾选。", hint="请回到名单勾选，或者选“符合条件的全部”。")
    return spec, action, Chosen(state=state, ids=ids)
