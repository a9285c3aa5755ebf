"""Every view says which action it serves; the middleware lets nobody else in."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.accounts.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC_ACCESS = "public"
SIGNED_IN_ACCESS = "signed-in"  # her own password and second factors, whoever she is


class Answer(Enum):
    """What the gate says before the view runs."""

    IN = "in"
    SIGN_IN = "sign-in"
    NOT_FOUND = "404"


def access(action: str) -> Callable[[View], View]:
    """Mark a view as serving `action`, a name of `ACTIONS`; KeyError for any other name."""
    if action not in ACTIONS:
        raise KeyError(action)

    def mark(view: View) -> View:
        view.access = action  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may open."""
    view.access = PUBLIC_ACCESS  # type: ignore[attr-defined]
    return view


def access_of(view: Callable[..., Any], url_name: str, by_name: dict[str, str]) -> str | None:
    """Return the action that a view serves, by its own mark or by its URL's name; else None."""
    return getattr(view, "access", None) or by_name.get(url_name)


def answer_of(actor: Actor, action: str | None) -> Answer:
    """Return the gate's answer to an actor at a view that serves `action` (None: no mark)."""
    if action == PUBLIC_ACCESS:
        return Answer.IN
    if action is None:
        return Answer.NOT_FOUND
    if actor.kind == "public":
        return Answer.SIGN_IN
    if action == SIGNED_IN_ACCESS:
        return Answer.IN
    return Answer.IN if actor.may(action) else Answer.NOT_FOUND
