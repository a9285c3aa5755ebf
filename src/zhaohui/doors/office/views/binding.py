"""The window: check the identity card, then give a code or a link to set a new password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.actions.issue_password_link import issue_password_link
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.one_time_codes import spaced
from zhaohui.county.accounts.queries import account_of
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.registry.queries import person_of_card, person_visible_to

COMPARED = ("姓名", "性别", "出生日期")


class NumberForm(forms.Form):
    """The number on the card; it travels in the form, never in an address."""

    number = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class CheckedForm(forms.Form):
    """The clerk's word that she compared face, card and row."""

    checked = forms.BooleanField(
        error_messages={"required": gettext_lazy("核对本人和证件一致以后，请勾选这一项。")}
    )
    lost = forms.BooleanField(required=False)


@access("account.bind")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Ask for the number on the card."""
    return render(request, "office/binding.html", {"form": NumberForm()})


@access("account.bind")
@require_POST
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Show whom the number belongs to, for comparing with the card."""
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            person = person_of_card(request.actor, "account.bind", form.cleaned_data["number"])  # type: ignore[attr-defined]
        except NotVisible:
            note(request, ("search", "card"))
            form.add_error("number", _("您的辖区里没有登记这个身份证号的人。请核对号码。"))
        else:
            return show(request, person, CheckedForm())
    return render(request, "office/binding.html", {"form": form})


def note(request: HttpRequest, subject: tuple[str, int | str], fields: Sequence[str] = ()) -> None:
    """Record who was shown, or that a number was nobody's; never the number."""
    actor = request.actor  # type: ignore[attr-defined]
    with transaction.atomic():
        record(actor, "account.bind", subject=subject, purpose="窗口核对身份", fields=fields)


def show(request: HttpRequest, person: Any, form: CheckedForm) -> HttpResponse:
    """Render what is compared with the card; that it was shown is recorded."""
    note(request, ("person", person.pk), COMPARED)
    places = area_names(current_pack())
    context = {
        "person": person,
        "place": places.get(person.village or person.town or "", ""),
        "account": account_of(person.pk),
        "form": form,
    }
    return render(request, "office/binding_person.html", context)


@access("account.bind")
@require_POST
@never_cache
def code(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the code, this once."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_visible_to(actor, "account.bind", person_id)
    form = CheckedForm(request.POST)
    if not form.is_valid():
        return show(request, person, form)
    found = issue_binding_code(actor, person.pk, card_checked=True)
    return render(request, "office/binding_code.html", {"code": spaced(found), "person": person})


@access("account.bind")
@require_POST
@never_cache
def password_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a resident whose card was checked a one-time link to set a new password."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_visible_to(actor, "account.bind", person_id)
    form = CheckedForm(request.POST)
    account = account_of(person.pk)
    if not form.is_valid() or account is None:
        return show(request, person, form)
    path = issue_password_link(
        actor,
        account.pk,
        purpose="窗口核对身份后重设密码",
        without_second_factor=form.cleaned_data["lost"],
    )
    return render(request, "office/password_link.html", {"link": request.build_absolute_uri(path)})
