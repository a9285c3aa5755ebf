"""An officer's own saved filters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.lists.actions.drop_view import drop_view
from zhaohui.county.lists.actions.save_view import save_view
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.queries import view_of
from zhaohui.county.lists.state import stored_state


@access("view.save")
@require_POST
def save(request: HttpRequest, list_name: str) -> HttpResponse:
    """Keep the list's filters under a name, and show the list so filtered."""
    view = save_view(
        request.actor,  # type: ignore[attr-defined]
        list_name=list_name,
        name=request.POST.get("view_name", ""),
        given=request.POST.dict(),
    )
    return redirect("office:view", view.pk)


@access("view.save")
@require_safe
def open_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the list with the saved filters."""
    view = view_of(request.actor, pk)  # type: ignore[attr-defined]
    spec = list_named(view.list)
    return redirect(f"{spec.address}?{stored_state(spec, view.state).query()}")


@access("view.save")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a saved view."""
    view = drop_view(request.actor, pk=pk)  # type: ignore[attr-defined]
    return redirect(list_named(view.list).address)
