"""Remove a saved view 删除筛选."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.lists.models import SavedView
from zhaohui.county.lists.queries import view_of


def drop_view(actor: Actor, *, pk: int) -> SavedView:
    """Remove one of the actor's own views and return it; NotVisible for another's."""
    with transaction.atomic():
        view = view_of(actor, pk)
        actor.require("view.save")
        change = {"list": view.list, "dropped": True}
        record(actor, "view.save", subject=("view", view.pk), change=change)
        view.delete()
    return view
