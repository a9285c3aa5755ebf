"""Open the last page of an application: which documents are needed, what was handed in 交材料前看一看."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.bundle_plan import Planned, needed_papers, plan
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


@dataclass(frozen=True)
class BundleSending(Sending):
    """The same of a 一件事: the documents of the items that go, each once; and what each item will become."""

    planned: list[Planned]


def open_sending(
    actor: Actor, draft: Draft, sitting: Sitting, *, action: str = DRAFT_WRITE
) -> Sending:
    """Return them; NotVisible where the actor may not write the draft."""
    if not visible_to(actor, action).filter(pk=draft.pk).exists():
        raise NotVisible
    needed = papers(sitting, open_answers(draft, sitting))
    return Sending(needed, list(draft.materials.order_by("pk")))


def open_bundle_sending(
    actor: Actor, draft: Draft, sitting: Sitting, *, action: str = DRAFT_WRITE
) -> BundleSending:
    """Return it for the draft of a 一件事; NotVisible where the actor may not write the draft."""
    if sitting.bundle is None or not visible_to(actor, action).filter(pk=draft.pk).exists():
        raise NotVisible
    answers = open_answers(draft, sitting)
    planned = plan(sitting, answers, sitting.bundle)
    needed = needed_papers(sitting, answers, [row for row in planned if row.goes])
    return BundleSending(needed, list(draft.materials.order_by("pk")), planned)
