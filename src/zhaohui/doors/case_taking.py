"""Taking an application in for somebody who is there: the same steps at every counter that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.submit_bundle import Sent
from zhaohui.county.cases.carrying import begun_with
from zhaohui.county.cases.errors import AppliedAlready, CaseAnswerError, MaterialError
from zhaohui.county.cases.models import Channel
from zhaohui.county.cases.taking import item_to_take
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN, Errand
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import latest_application, sitting_for
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.queueing.actions.submit_at_window import (
    submit_at_window,
    submit_bundle_at_window,
)
from zhaohui.county.registry.models import Person
from zhaohui.doors.form_page import Desk, Kept, actor_of, run_form
from zhaohui.doors.portal.bundle_page import sending_context as sending_of_bundle
from zhaohui.doors.portal.items import ItemRow
from zhaohui.doors.portal.sending import sending_context as sending_of_item
from zhaohui.doors.portal.sending import wanted_papers
from zhaohui.doors.posted import add_posted_file, posted_version, still_open
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.applying import CaseItem
from zhaohui.packs.bundles import code_of

VILLAGE_DIGITS = 12


def nothing_beside(_request: HttpRequest, _person: Person) -> Mapping[str, Any]:
    """Return that nothing stands beside the form."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A counter 窗口: the names of its addresses, its templates, what stands beside the form.

    `pages` are addresses that take a person and an item: form, send, files; `bundle_pages` those that
    take a 一件事. `beside` is asked only where a page is shown: it records whom it showed.
    """

    list_page: str
    pages: Mapping[str, str]
    receipt: str
    bundle_pages: Mapping[str, str] = field(default_factory=dict)
    bundle_receipt: str = ""
    form_template: str = "form.html"
    send_template: str = "office/case_send.html"
    beside: Callable[[HttpRequest, Person], Mapping[str, Any]] = nothing_beside

    def address(self, page: str, person: Person, item: str) -> str:
        """Return the address of a page of an item, or of a 一件事, for a person."""
        if code := code_of(item):
            return reverse(self.bundle_pages[page], args=[person.pk, code])
        return reverse(self.pages[page], args=[person.pk, item])


def channel_of(actor: Actor) -> Channel:
    """Return where it was taken in: an officer whose post is a village's helps there."""
    lows = [len(low) for low, _high in actor.ranges(TAKE_IN)]
    return Channel.VILLAGE if lows and min(lows) >= VILLAGE_DIGITS else Channel.WINDOW


def item_rows(items: Sequence[CaseItem], person: Person, counter: Counter) -> list[ItemRow]:
    """Return the items that can be applied for at a window as rows, each with its address."""
    return [
        ItemRow(item.name, item.department, counter.address("form", person, item.id))
        for item in items
    ]


def take_form(request: HttpRequest, person: Person, form_id: str, counter: Counter) -> HttpResponse:
    """Take the step that was filled in, keep it, show the next one; at last go on to the materials."""
    actor = actor_of(request)
    if not code_of(form_id):
        form_id = item_to_take(actor, current_pack(), person, form_id).id
    sitting = sitting_for(form_id, APPLICATION, person_id=person.pk)
    errand = Errand(TAKE_IN, APPLICATION, person.pk)
    begun = begun_with(actor, sitting, person.pk, action="case.read")
    draft, answers = open_draft(actor, sitting, errand=errand, begun=begun)
    kept = Kept(actor, sitting, errand, answers, draft)

    def go_on(given: Answers) -> HttpResponse:
        _clean, _pages, problems = read_whole(sitting, given)
        if problems:
            raise NotComplete(_("还有内容需要改。"), problems=tuple(problems))
        kept.carry(given, changed=kept.draft is None)
        return redirect(counter.address("send", person, form_id))

    desk = Desk(
        kept,
        go_on,
        _("下一步：材料"),
        reverse(counter.list_page, args=[person.pk]),
        extra={"giver": person},
        template=counter.form_template,
        beside=lambda: counter.beside(request, person),
    )
    return run_form(request, sitting, desk, answers)


def take_sending(
    request: HttpRequest, person: Person, form_id: str, counter: Counter
) -> HttpResponse:
    """Show the materials; a post submits the application and leads to the receipt. Twice is once."""
    row = latest_application(actor_of(request), person.pk, form_id, action=TAKE_IN)
    if row is None or (request.method != "POST" and row.submitted_at is not None):
        return redirect(counter.address("form", person, form_id))
    if request.method != "POST":
        return show_sending(request, row, person, counter)
    try:
        return redirect(*submitted(request, row, counter))
    except NotComplete:
        return redirect(counter.address("form", person, form_id))
    except (AppliedAlready, CaseAnswerError) as error:
        return show_sending(request, row, person, counter, problem=error)


def submitted(request: HttpRequest, row: Draft, counter: Counter) -> tuple[str, int]:
    """Submit an item or a 一件事; return the receipt's address by name, and what it takes."""
    actor, version = actor_of(request), posted_version(request)
    sitting = sitting_for(row.form, APPLICATION, person_id=row.subject_id)
    channel = channel_of(actor)
    if not code_of(row.form):
        case = submit_at_window(actor, row.pk, sitting, version=version, channel=channel)
        return counter.receipt, case.pk
    chosen = frozenset(request.POST.getlist("chosen"))
    sent = Sent(version=version, chosen=chosen, channel=channel)
    return counter.bundle_receipt, submit_bundle_at_window(actor, row.pk, sitting, sent).pk


def take_file(request: HttpRequest, person: Person, form_id: str, counter: Counter) -> HttpResponse:
    """Keep a file with the draft: what was brought to the window, photographed."""
    row = still_open(latest_application(actor_of(request), person.pk, form_id, action=TAKE_IN))
    try:
        add_posted_file(request, row, action=TAKE_IN)
    except MaterialError as error:
        return show_sending(request, row, person, counter, problem=error)
    return redirect(counter.address("send", person, form_id))


def show_sending(
    request: HttpRequest,
    row: Draft,
    person: Person,
    counter: Counter,
    *,
    problem: ZhaohuiError | None = None,
) -> HttpResponse:
    """Render the materials, of a 一件事 with its items, and what is wrong."""
    sitting = sitting_for(row.form, APPLICATION, person_id=person.pk)
    contents = sending_of_bundle if code_of(row.form) else sending_of_item
    found = contents(actor_of(request), row, sitting, action=TAKE_IN)
    upload = counter.address("files", person, row.form)
    context = found | {
        "giver": person,
        "wanted": wanted_papers(found["needed"], found["files"], upload, drop=False),
        "form_address": counter.address("form", person, row.form),
        "problems": [{"id": "materials", "sentence": str(problem)}] if problem else [],
        **counter.beside(request, person),
    }
    status = problem.status if problem else HTTPStatus.OK
    return render(request, counter.send_template, context, status=status)
