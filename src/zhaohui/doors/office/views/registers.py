"""台账: a register's list, one record, and the form that makes or changes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.page import Page, find_rows
from zhaohui.county.lists.state import ListState
from zhaohui.county.registers.actions.add_record import add_record
from zhaohui.county.registers.actions.change_record import change_record
from zhaohui.county.registers.actions.read_record import read_record
from zhaohui.county.registers.queries import record_about, record_of, register_of
from zhaohui.county.registers.record_list import record_list
from zhaohui.county.registry.queries import person_id as person_by_number
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.doors.form_page import Desk, Kept, actor_of, filled, run_form
from zhaohui.doors.office.list_view import BAD_REQUEST, list_page, note_shown, view_of
from zhaohui.doors.office.record_page import number_of, own_area, record_context
from zhaohui.doors.office.register_page import by_domain, listing_context
from zhaohui.doors.office.views import records
from zhaohui.errors import ZhaohuiError

READ, WRITE = "record.read", "record.write"


@access(READ)
@never_cache
@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the county's registers by domain."""
    groups = by_domain(current_pack())
    return render(request, "office/registers.html", {"groups": groups})


@access(READ)
@never_cache
@require_http_methods(["GET", "HEAD"])
def listing(request: HttpRequest, register_id: str) -> HttpResponse:
    """Show the records in the officer's range, filtered."""
    register = register_of(register_id)
    spec = record_list(register.id)
    more = listing_context(actor_of(request), register, request.GET.urlencode())
    return list_page(request, spec, template="office/register.html", **more)


@access(READ)
@never_cache
@require_POST
def find(request: HttpRequest, register_id: str) -> HttpResponse:
    """Look for a record by the beginning of its name; the words stay out of every address."""
    register = register_of(register_id)
    spec, actor = record_list(register.id), actor_of(request)
    problem, found = "", Page.empty()
    try:
        found = find_rows(spec, actor, request.POST.get("words", ""))
    except FilterFault as fault:
        problem = str(fault)
    note_shown(request, spec, found, filters={"search": "1"})
    context = {
        "list": view_of(spec, actor, ListState(), found),
        **listing_context(actor, register, "", problem=problem),
    }
    return render(request, "office/register.html", context, status=BAD_REQUEST if problem else 200)


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, register_id: str) -> HttpResponse:
    """Ask whom the record is about; a register about nobody goes straight to its form."""
    register = register_of(register_id)
    if not register.is_about_somebody:
        return records.enter(request, register) if register.fields else fill_in(request, register)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            found = person_by_number(request.POST.get("number", ""))
            person = person_visible_to(actor_of(request), WRITE, found)
            return redirect("office:record-fill", register.id, person.pk)
        except ZhaohuiError:
            # Not registered and out of range look the same.
            sentence = _("辖区内没有这个号码的人；请核对身份证号，或写登记号。")
            problems = [{"id": "number", "sentence": sentence}]
    return render(request, "office/record_new.html", {"register": register, "problems": problems})


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, register_id: str, person_id: int) -> HttpResponse:
    """Fill in the register's form about a person in the officer's range."""
    register = register_of(register_id)
    person = person_visible_to(actor_of(request), WRITE, person_id)
    known = record_about(actor_of(request), register, person)
    if known is not None:
        return redirect("office:record", register.id, known.pk)
    if register.fields:
        return records.enter(request, register, person)
    return fill_in(request, register, person)


def fill_in(request: HttpRequest, register: Any, person: Any = None) -> HttpResponse:
    """Run the form of a new record; the page names the person, a register may be about nobody."""
    actor, subject = actor_of(request), None if person is None else person.pk
    sitting = sitting_for(register.form, "register", person_id=subject)
    errand = Errand(WRITE, f"register:{register.id}:{subject or 0}", subject)
    draft, answers = open_draft(actor, sitting, errand=errand)
    kept = Kept(actor, sitting, errand, answers, draft)

    def submit(final: Answers) -> HttpResponse:
        row = add_record(
            actor, register, sitting, final, area=own_area(actor, WRITE), person_id=subject
        )
        if kept.draft is not None:
            discard_draft(actor, kept.draft.pk, action=WRITE)
        return redirect("office:record", register.id, row.pk)

    leave_to = reverse("office:register", args=[register.id])
    return run_form(
        request, sitting, Desk(kept, submit, _("登记"), leave_to, extra={"giver": person}), answers
    )


@access(READ)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, register_id: str, pk: int) -> HttpResponse:
    """Show one record with its answers; a post leads it to another state."""
    register = register_of(register_id)
    row = record_of(actor_of(request), READ, register.id, pk)
    if register.fields:
        return records.show(request, register, row)
    if request.method == "POST":
        version = number_of(request.POST.get("version"))
        state = request.POST.get("next", "")
        change_record(actor_of(request), register, row.pk, version=version, state=state or "-")
        return redirect("office:record", register.id, row.pk)
    sitting = sitting_for(register.form, "register")
    answers = read_record(actor_of(request), register, row, sitting)
    if request.GET.get("print") == "filled":
        return filled(request, sitting, answers)
    context = record_context(actor_of(request), register, row, sitting, answers)
    return render(request, "office/record.html", context)


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, register_id: str, pk: int) -> HttpResponse:
    """Change a record's answers by the register's form, beginning with what it holds."""
    actor, register = actor_of(request), register_of(register_id)
    row = record_of(actor, WRITE, register.id, pk)
    if register.fields:
        return records.amend(request, register, row)
    sitting = sitting_for(register.form, "register", person_id=row.person_id)
    errand = Errand(WRITE, f"record:{row.pk}:{row.version}", row.person_id)
    begun = read_record(actor, register, row, sitting)
    draft, answers = open_draft(actor, sitting, errand=errand, begun=begun)
    kept = Kept(actor, sitting, errand, sitting.with_known(answers), draft)

    def submit(final: Answers) -> HttpResponse:
        change_record(actor, register, row.pk, version=row.version, sitting=sitting, answers=final)
        if kept.draft is not None:
            discard_draft(actor, kept.draft.pk, action=WRITE)
        return redirect("office:record", register.id, row.pk)

    leave_to = reverse("office:record", args=[register.id, row.pk])
    return run_form(request, sitting, Desk(kept, submit, _("保存"), leave_to), answers)
