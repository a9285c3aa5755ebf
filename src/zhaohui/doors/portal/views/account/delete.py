"""Delete the account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.actions.delete_account import delete_account
from zhaohui.county.accounts.gate import access


class DeleteForm(forms.Form):
    """The one box that must be ticked."""

    sure = forms.BooleanField(error_messages={"required": gettext_lazy("要删除，请先勾选这一项。")})


@access("self.home")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def page(request: HttpRequest) -> HttpResponse:
    """Ask, then delete after the password was typed again."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        delete_account(request.actor)  # type: ignore[attr-defined]
        logout(request)
        messages.success(request, _("账户已经删除。"))
        return redirect("portal:home")
    return render(request, "portal/me/delete.html", {"form": form})
