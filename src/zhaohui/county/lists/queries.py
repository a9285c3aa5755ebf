"""Read saved views and export requests, each only as far as the actor may."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.lists.models import ExportRequest, SavedView


def views_of(actor: Actor, list_name: str) -> QuerySet[SavedView]:
    """Return the actor's own saved views of a list, by name."""
    return SavedView.objects.filter(owner=actor.user_id, list=list_name).order_by("name")


def view_of(actor: Actor, pk: int) -> SavedView:
    """Return one of the actor's own saved views; NotVisible for another's."""
    view = SavedView.objects.filter(owner=actor.user_id, pk=pk).first()
    if view is None:
        raise NotVisible
    return view


def visible_to(actor: Actor, action: str = "export.request") -> QuerySet[ExportRequest]:
    """Return her own requests; all of them for who approves exports of the whole county.

    `action` "export.approve" leaves only those that she may decide: never her own.
    """
    others = actor.everywhere("export.approve")
    if action == "export.approve":
        found = ExportRequest.objects.exclude(requested_by=actor.user_id)
        return found if others else found.none()
    own = Q(requested_by=actor.user_id) if actor.may("export.request") else Q(pk__in=())
    return ExportRequest.objects.filter(Q() if others else own)


def export_of(actor: Actor, pk: int) -> ExportRequest:
    """Return one export that the actor may see; NotVisible otherwise."""
    found = visible_to(actor).select_related("requested_by", "decided_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
