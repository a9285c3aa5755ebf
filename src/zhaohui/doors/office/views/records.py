"""A record of a register with fields of its own: enter it, see it with its history, change it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.postings.errors import OverdrawnError
from zhaohui.county.registers.actions.amend_record import amend_record
from zhaohui.county.registers.actions.enter_record import enter_record
from zhaohui.county.registers.actions.open_record import open_record
from zhaohui.county.registers.errors import AlreadyRegistered, FieldsWrong, SecondOfficer
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.sheets import AREA
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.dealings_page import dealings_context
from zhaohui.doors.office.field_record_page import record_context
from zhaohui.doors.office.record_page import number_of
from zhaohui.doors.office.record_steps import said_again, take_step
from zhaohui.doors.office.register_form import (
    area_input,
    inputs_of,
    posted_texts,
    problems_for_summary,
)
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.schema.register_files import RegisterRow

BAD_REQUEST = 400


def enter(
    request: HttpRequest, register: RegisterRow, person: Person | None = None
) -> HttpResponse:
    """Show the empty form, or store what was posted."""
    require_keeper(actor_of(request), register)
    if request.method != "POST":
        return _form(request, register, {}, {}, person=person)
    texts, area = posted_texts(register, request.POST), request.POST.get("area", "")
    try:
        row = enter_record(
            actor_of(request), register, texts, area=area, person_id=person.pk if person else None
        )
    except FieldsWrong as error:
        return _form(request, register, texts, error.problems, person=person, area=area)
    except AlreadyRegistered as error:
        return _form(request, register, texts, {"": str(error)}, person=person, area=area)
    return redirect("office:record", register.id, row.pk)


def show(request: HttpRequest, register: RegisterRow, row: Record) -> HttpResponse:
    """Show one record; a post takes one of its steps."""
    if row.merged_into_id is not None:
        return redirect("office:record", register.id, row.merged_into_id)
    problem: ZhaohuiError | None = None
    if request.method == "POST":
        try:
            take_step(actor_of(request), register, row.pk, request.POST)
            return redirect("office:record", register.id, row.pk)
        except (FieldsWrong, SecondOfficer, DealingRefused, OverdrawnError) as error:
            problem = error
    texts = open_record(actor_of(request), register, row)
    context = record_context(actor_of(request), register, row, texts)
    asked = request.GET.get("match", "")
    context |= dealings_context(actor_of(request), register, row, texts, asked)
    problems = [{"id": "main", "sentence": str(problem)}] if problem else []
    context["is_synthetic"] = is_synthetic()
    context["said"] = said_again(request.POST) if problem else {}
    status = problem.status if problem else 200
    return render(
        request, "office/record_fields.html", context | {"problems": problems}, status=status
    )


def amend(request: HttpRequest, register: RegisterRow, row: Record) -> HttpResponse:
    """Show the form filled with what the record holds, or store what was posted."""
    require_keeper(actor_of(request), register, row.place)
    if request.method != "POST":
        texts = open_record(actor_of(request), register, row)
        return _form(request, register, texts, {}, row=row, person=row.person, area=row.area)
    texts, area = posted_texts(register, request.POST), request.POST.get("area", "")
    version = number_of(request.POST.get("version"))
    try:
        amend_record(actor_of(request), register, row.pk, texts, version=version, area=area)
    except FieldsWrong as error:
        return _form(
            request, register, texts, error.problems, row=row, person=row.person, area=area
        )
    except AlreadyRegistered as error:
        return _form(
            request, register, texts, {"": str(error)}, row=row, person=row.person, area=area
        )
    return redirect("office:record", register.id, row.pk)


def _form(
    request: HttpRequest,
    register: RegisterRow,
    texts: dict[str, str],
    problems: Any,
    *,
    person: Person | None = None,
    row: Record | None = None,
    area: str = "",
) -> HttpResponse:
    inputs = inputs_of(register, texts, problems)
    if not register.is_about_somebody:
        inputs.insert(0, area_input(actor_of(request), register, area, problems.get(AREA, "")))
    context = {
        "register": register,
        "inputs": inputs,
        "record": row,
        "who": (person.name or "") if person else "",
        "problems": problems_for_summary(register, problems),
    }
    status = BAD_REQUEST if problems else 200
    return render(request, "office/record_form.html", context, status=status)
