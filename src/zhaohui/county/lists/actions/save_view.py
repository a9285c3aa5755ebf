"""Keep the filters of a list under a name 保存筛选."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.errors import ListError
from zhaohui.county.lists.models import SavedView
from zhaohui.county.lists.state import read_state

LONGEST_NAME = 32
MOST_VIEWS = 30


def save_view(actor: Actor, *, list_name: str, name: str, given: Mapping[str, Any]) -> SavedView:
    """Store the filters and order in `given` as the actor's view; the same name is replaced.

    Raises ListError for an empty or too long name, faulty filters or too many views.
    """
    spec = list_named(list_name)
    actor.require("view.save")
    actor.require(spec.action)
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ListError(_("请给这份筛选起个名字，不超过 %(n)s 个字。") % {"n": LONGEST_NAME})
    state = read_state(spec, given)
    if state.problems:
        raise ListError("；".join(state.problems.values()))
    with transaction.atomic():
        own = SavedView.objects.select_for_update(of=("self",)).filter(
            owner=actor.user_id, list=list_name
        )
        if own.count() >= MOST_VIEWS and not own.filter(name=name).exists():
            raise ListError(
                _("一个名单最多保存 %(n)s 份筛选。") % {"n": MOST_VIEWS},
                hint=_("请先删掉不用的。"),
            )
        view, _created = SavedView.objects.update_or_create(
            owner_id=actor.user_id, list=list_name, name=name, defaults={"state": state.as_data()}
        )
        record(actor, "view.save", subject=("view", view.pk), change={"list": list_name})
    return view
