"""Open a form for a signed-in person: her draft, or a new one that begins with what is known."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.queries import open_drafts, require_reach
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.told import purpose_words


def open_draft(
    actor: Actor, sitting: Sitting, *, errand: Errand, begun: Answers | None = None
) -> tuple[Draft | None, Answers]:
    """Return the open draft (None: not yet kept) and its answers; the reading is recorded.

    Without a draft the answers are `begun`, else those that the registry gives. NotVisible where
    the errand's subject is out of the actor's reach.
    """
    with transaction.atomic():
        require_reach(actor, errand, sitting.sheet.form.id)
        draft = open_drafts(actor, errand, sitting.sheet.form.id).first()
        answers = open_answers(draft, sitting) if draft else (begun or sitting.begin())
        names = tuple(dict.fromkeys(name for _, name in sitting.known))
        if draft is not None or names:
            subject = ("person", errand.subject_id) if errand.subject_id else None
            if subject is None and draft is not None:
                subject = ("draft", draft.pk)
            record(
                actor,
                errand.action,
                subject=subject,
                purpose=purpose_words(actor, errand.subject_id, sitting.sheet.form),
                fields=names,
                change={"did": "open", "form": sitting.sheet.form.id},
            )
    return draft, answers
