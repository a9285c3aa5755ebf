"""A list's filters in words, for the page, for who approves an export, for the file itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.declare import ListSpec
from zhaohui.county.lists.state import ListState


def asked(spec: ListSpec, actor: Actor, state: ListState) -> list[tuple[str, str]]:
    """Return label and words of every filter that asks for something."""
    if state.problems:
        return []
    return [
        (str(each.label), each.words(state.raw, actor))
        for each in spec.filters
        if any(name in state.raw for name in each.parameters)
    ]


def in_words(spec: ListSpec, actor: Actor, state: ListState) -> str:
    """Return the filters as one sentence."""
    return "；".join(f"{label}：{words}" for label, words in asked(spec, actor, state)) or _("不限")


def labels_of(spec: ListSpec, columns: Sequence[str]) -> list[str]:
    """Return the columns' words as the audit keeps them, in Chinese whatever the reader's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return [str(column.label) for column in spec.columns if column.name in columns]
