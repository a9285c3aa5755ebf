"""Open the last page of an application: which documents are needed, what was handed in 交材料前看一看."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.models import Material
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.papers import Needed, papers
from zhaohui.county.forms.queries import visible_to
from zhaohui.county.forms.sitting import Sitting


@dataclass(frozen=True)
class Sending:
    """The documents of a draft in the item's order, and the files that came with it."""

    needed: list[Needed]
    files: list[Material]


def open_sending(
    actor: Actor, draft: Draft, sitting: Sitting, *, action: str = DRAFT_WRITE
) -> Sending:
    """Return them; NotVisible where the actor may not write the draft."""
    if not visible_to(actor, action).filter(pk=draft.pk).exists():
        raise NotVisible
    needed = papers(sitting, open_answers(draft, sitting))
    return Sending(needed, list(draft.materials.order_by("pk")))
