"""Invite officers, take invitations back, accept one."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actions.issue_password_link import issue_password_link
from zhaohui.county.accounts.actions.revoke_invitation import revoke_invitation
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError, InvitationError
from zhaohui.county.accounts.gate import access, public
from zhaohui.county.accounts.idle import begin_office_session
from zhaohui.county.accounts.posts import areas_of, posts_within
from zhaohui.county.accounts.queries import (
    invitations_visible_to,
    officer_account,
    open_invitation,
)
from zhaohui.county.accounts.user_names import normal_name
from zhaohui.county.catalog.queries import current_pack

SHOWN = 50
PASSWORD = {"autocomplete": "new-password"}


class InviteForm(forms.Form):
    """Who is invited to what, where."""

    name = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    department = forms.CharField(max_length=64)
    post = forms.ChoiceField()
    area = forms.ChoiceField()

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = current_pack()
        posts = [(post.post, post.name) for post in posts_within(actor, pack)]
        areas = [
            (code, name) for code, name, _ in areas_of(pack) if actor.may("officer.invite", code)
        ]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """An officer's sign-in name, and whether her second factor is lost as well."""

    username = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    lost = forms.BooleanField(required=False)


class AcceptForm(forms.Form):
    """The new officer's account."""

    username = forms.CharField(
        max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password1 = forms.CharField(strip=False, widget=forms.PasswordInput(attrs=PASSWORD))
    password2 = forms.CharField(strip=False, widget=forms.PasswordInput(attrs=PASSWORD))

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        data = super().clean() or {}
        if data.get("password1") != data.get("password2"):
            self.add_error("password2", _("两遍密码不一样。"))
        return data


@access("officer.invite")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def page(request: HttpRequest) -> HttpResponse:
    """List the invitations of the officer's range; make a new one and show its link once."""
    actor = request.actor  # type: ignore[attr-defined]
    form = InviteForm(actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation, token = invite(actor, **form.cleaned_data)
        except InvitationError as fault:
            form.add_error("area", str(fault))
        else:
            link = request.build_absolute_uri(reverse("office:invited", args=[token]))
            return render(
                request, "office/invitation_link.html", {"invitation": invitation, "link": link}
            )
    return show(request, form, NameForm())


def show(request: HttpRequest, form: InviteForm, name_form: NameForm) -> HttpResponse:
    """Render the list and both forms."""
    pack = current_pack()
    context = {
        "form": form,
        "name_form": name_form,
        "invitations": invitations_visible_to(request.actor)[:SHOWN],  # type: ignore[attr-defined]
        "posts": {post.post: post.name for post in pack.posts},
        "areas": {code: name for code, name, _ in areas_of(pack)},
    }
    return render(request, "office/invitations.html", context)


@access("officer.invite")
@require_POST
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    revoke_invitation(request.actor, invitation_id)  # type: ignore[attr-defined]
    messages.success(request, _("邀请已经收回。"))
    return redirect("office:invitations")


@access("officer.invite")
@require_POST
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def password_link(request: HttpRequest) -> HttpResponse:
    """Make a one-time link for an officer who forgot her password."""
    actor = request.actor  # type: ignore[attr-defined]
    form = NameForm(request.POST)
    if form.is_valid():
        account = officer_account(actor, normal_name(form.cleaned_data["username"]))
        if account is not None:
            path = issue_password_link(
                actor,
                account.pk,
                purpose="工作人员忘记密码",
                without_second_factor=form.cleaned_data["lost"],
            )
            link = request.build_absolute_uri(path)
            return render(request, "office/password_link.html", {"link": link})
        form.add_error("username", _("您的范围里没有这个登录名的工作人员。"))
    return show(request, InviteForm(actor), form)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation of a link; make its holder an officer."""
    actor = request.actor  # type: ignore[attr-defined]
    invitation = open_invitation(token)
    pack = current_pack()
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (actor.user_id is not None or form.is_valid()):
        try:
            accept_invitation(
                actor,
                token,
                username=request.POST.get("username", ""),
                password=request.POST.get("password1", ""),
            )
        except AccountError as fault:
            form.add_error("username", str(fault))
        else:
            if actor.user_id is not None:
                begin_office_session(request)
            messages.success(request, _("已经接受邀请。"))
            return redirect("account_login" if actor.user_id is None else "office:home")
    context = {
        "form": form,
        "invitation": invitation,
        "post": next((post.name for post in pack.posts if post.post == invitation.post), ""),
        "area": next((name for code, name, _ in areas_of(pack) if code == invitation.area), ""),
    }
    return render(request, "office/accept_invitation.html", context)
