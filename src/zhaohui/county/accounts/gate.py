"""Every view says which action it serves; the middleware lets nobody else in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zhaohui.county.accounts.action_names import ACTIONS

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC_ACCESS = "public"


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
