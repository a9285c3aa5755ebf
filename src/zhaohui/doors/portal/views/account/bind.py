"""Tie the account to oneself with a code from the window, and untie it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.actions.bind_account import bind_account
from zhaohui.county.accounts.actions.unbind_account import unbind_account
from zhaohui.county.accounts.errors import AccountError, CodeError
from zhaohui.county.accounts.gate import access
from zhaohui.county.registry.queries import names_of


class CodeForm(forms.Form):
    """A one-time code, typed in any grouping."""

    code = forms.CharField(
        max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )


@access("self.bind")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show whether the account is bound; take the code."""
    actor = request.actor  # type: ignore[attr-defined]
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            bind_account(actor, form.cleaned_data["code"])
        except (CodeError, AccountError) as fault:
            form.add_error("code", str(fault))
        else:
            messages.success(request, _("绑定成功。现在可以看自己的数据、替自己办事了。"))
            return redirect("portal:me")
    name = names_of([actor.person_id]).get(actor.person_id)
    return render(request, "portal/me/bind.html", {"form": form, "name": name})


@access("self.bind")
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
def unbind(request: HttpRequest) -> HttpResponse:
    """Untie the account after the password was typed again."""
    unbind_account(request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("已经解除绑定；给别人的委托也一起收回了。"))
    return redirect("portal:me")
