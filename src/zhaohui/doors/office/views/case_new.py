"""代收: an officer fills in an application for somebody who is there; the same actions as the portal's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.add_material import add_to_draft
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.carrying import begun_with
from zhaohui.county.cases.errors import AppliedAlready, MaterialError
from zhaohui.county.cases.taking import item_to_take, items_to_take, person_to_take
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN, Errand
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import latest_application, open_applications, sitting_for
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registry.models import Person
from zhaohui.doors.form_page import Desk, Kept, actor_of, run_form
from zhaohui.doors.office.case_taking import address, channel_of, item_rows, send_context


@access(TAKE_IN)
@never_cache
@require_safe
def page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what can be applied for, and what was begun for this person."""
    person = whom(request, person_id)
    items = items_to_take(actor_of(request), current_pack(), person)
    cards = [
        {"draft": draft, "form": form}
        for draft, form in open_applications(actor_of(request), person.pk, action=TAKE_IN)
    ]
    context = {"giver": person, "rows": item_rows(items, person), "cards": cards}
    return render(request, "office/case_new.html", context)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Take the step that was filled in, keep it, show the next one; at last go on to the materials."""
    actor, person = actor_of(request), whom(request, person_id, item_id)
    item = item_to_take(actor, current_pack(), person, item_id)
    sitting = sitting_for(item.id, APPLICATION, person_id=person.pk)
    errand = Errand(TAKE_IN, APPLICATION, person.pk)
    begun = begun_with(actor, sitting, person.pk, action="case.read")
    draft, answers = open_draft(actor, sitting, errand=errand, begun=begun)
    kept = Kept(actor, sitting, errand, answers, draft)

    def go_on(given: Answers) -> HttpResponse:
        _clean, _pages, problems = read_whole(sitting, given)
        if problems:
            raise NotComplete(_("还有内容需要改。"), problems=tuple(problems))
        kept.carry(given, changed=kept.draft is None)
        return redirect(address("send", person, item_id))

    leave_to = address("new", person)
    desk = Desk(kept, go_on, _("下一步：材料"), leave_to, extra={"giver": person})
    return run_form(request, sitting, desk, answers)


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Show the materials; a post submits the application and leads to the receipt. Twice is once."""
    actor, person = actor_of(request), whom(request, person_id, item_id)
    row = latest_application(actor, person.pk, item_id, action=TAKE_IN)
    if row is None or (request.method != "POST" and row.submitted_at is not None):
        return redirect(address("form", person, item_id))
    if request.method != "POST":
        return show(request, row, person)
    sitting = sitting_for(item_id, APPLICATION, person_id=person.pk)
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() else -1
    try:
        case = submit_case(actor, row.pk, sitting, version=number, channel=channel_of(actor))
    except NotComplete:
        return redirect(address("form", person, item_id))
    except AppliedAlready as error:
        return show(request, row, person, problem=str(error), status=error.status)
    return redirect("office:case-receipt", case.pk)


@access(TAKE_IN)
@require_POST
def add(request: HttpRequest, person_id: int, item_id: str) -> HttpResponse:
    """Keep a file with the draft: what was brought to the window, photographed."""
    actor, person = actor_of(request), whom(request, person_id, item_id)
    row = latest_application(actor, person.pk, item_id, action=TAKE_IN)
    if row is None or row.submitted_at is not None:
        raise NotVisible
    file = request.FILES.get("file")
    try:
        add_to_draft(
            actor,
            row.pk,
            document=request.POST.get("document", ""),
            name=(file.name or "") if file else "",
            content=file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b"",
            action=TAKE_IN,
        )
    except MaterialError as error:
        return show(request, row, person, problem=str(error))
    return redirect(address("send", person, item_id))


def whom(request: HttpRequest, person_id: int, item_id: str = "") -> Person:
    """Return the person for whom it is taken in; NotVisible out of reach."""
    return person_to_take(actor_of(request), person_id, item_id)


def show(
    request: HttpRequest, row: Draft, person: Person, *, problem: str = "", status: int = 400
) -> HttpResponse:
    """Render the materials, with what is wrong with a file."""
    sitting = sitting_for(row.form, APPLICATION, person_id=person.pk)
    context = send_context(actor_of(request), row, sitting, person)
    context["problems"] = [{"id": "materials", "sentence": problem}] if problem else []
    return render(request, "office/case_send.html", context, status=status if problem else 200)
