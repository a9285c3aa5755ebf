"""The form that gives an officer a post."""

from __future__ import annotations

from typing import Any

from django import forms

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.posts import areas_of, posts_within
from zhaohui.county.catalog.queries import current_pack


class AppointForm(forms.Form):
    """Which post, where, until when (the first day on which it no longer runs)."""

    post = forms.ChoiceField()
    area = forms.ChoiceField()
    end = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = current_pack()
        posts = [(post.post, post.name) for post in posts_within(actor, pack)]
        areas = [
            (code, name) for code, name, _ in areas_of(pack) if actor.may("officer.invite", code)
        ]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
