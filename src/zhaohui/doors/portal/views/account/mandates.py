"""亲友代办: give a mandate, accept one, take one back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.accept_mandate import accept_mandate
from zhaohui.county.accounts.actions.give_mandate import give_mandate
from zhaohui.county.accounts.actions.revoke_mandate import revoke_mandate
from zhaohui.county.accounts.errors import CodeError, MandateError
from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.one_time_codes import spaced
from zhaohui.county.accounts.queries import mandates_given, mandates_held
from zhaohui.county.registry.queries import names_of
from zhaohui.doors.portal.views.account.bind import CodeForm

if TYPE_CHECKING:
    from zhaohui.county.accounts.models import Mandate


class GiveForm(forms.Form):
    """The last day of a mandate."""

    until = forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )


@access("self.mandate")
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the mandates that run, both ways."""
    return show(request)


@access("self.mandate")
@require_POST
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def give(request: HttpRequest) -> HttpResponse:
    """Give a mandate and show its code, this once."""
    form = GiveForm(request.POST)
    if form.is_valid():
        try:
            mandate, code = give_mandate(
                request.actor,  # type: ignore[attr-defined]
                until=form.cleaned_data["until"],
            )
        except MandateError as fault:
            form.add_error("until", str(fault))
        else:
            context = {"mandate": mandate, "code": spaced(code)}
            return render(request, "portal/me/mandate_code.html", context)
    return show(request, give_form=form)


@access("self.mandate")
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the mandate of a code."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            accept_mandate(request.actor, form.cleaned_data["code"])  # type: ignore[attr-defined]
        except (CodeError, MandateError) as fault:
            form.add_error("code", str(fault))
        else:
            messages.success(request, _("已经接受委托。"))
            return redirect("portal:me-mandates")
    return show(request, accept_form=form)


@access("self.mandate")
@require_POST
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take back or give up a mandate."""
    revoke_mandate(request.actor, mandate_id)  # type: ignore[attr-defined]
    messages.success(request, _("委托已经结束，马上生效。"))
    return redirect("portal:me-mandates")


def given(person_id: int | None) -> list[tuple[Mandate, str]]:
    """Return each mandate with who holds it: her name where the account is hers, else its sign-in name."""
    found = mandates_given(person_id)
    people = names_of([mandate.holder.person_id for mandate in found if mandate.holder])

    def called(mandate: Mandate) -> str:
        if mandate.holder is None:  # nobody has used the code yet
            return ""
        return people.get(mandate.holder.person_id or 0) or mandate.holder.username

    return [(mandate, called(mandate)) for mandate in found]


def show(
    request: HttpRequest, *, give_form: GiveForm | None = None, accept_form: CodeForm | None = None
) -> HttpResponse:
    """Render the page of mandates with whatever was typed."""
    actor = request.actor  # type: ignore[attr-defined]
    held = mandates_held(actor.user_id)
    names = names_of([mandate.giver_id for mandate in held])
    last = county_today() + dt.timedelta(days=settings.MANDATE_DAYS)
    context = {
        "given": given(actor.person_id),
        "held": [(mandate, names.get(mandate.giver_id)) for mandate in held],
        "give_form": give_form or GiveForm(initial={"until": last}),
        "accept_form": accept_form or CodeForm(),
        "last": last,
    }
    return render(request, "portal/me/mandates.html", context)
