"""Open an application to read it: the person's own, or a mandator's; the reading is recorded."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.queries import visible_to
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.told import purpose_words


def read_application(actor: Actor, draft: Draft, sitting: Sitting) -> Answers:
    """Return what the draft says; NotVisible where the actor may not see it (any more).

    The sitting of a submitted one brings nothing that the registry knows: it stays as it was.
    """
    with transaction.atomic():
        if not visible_to(actor, DRAFT_WRITE).filter(pk=draft.pk).exists():
            raise NotVisible
        answers = open_answers(draft, sitting)
        record(
            actor,
            DRAFT_WRITE,
            subject=("person", draft.subject_id) if draft.subject_id else ("draft", draft.pk),
            purpose=purpose_words(actor, draft.subject_id, sitting.sheet.form),
            fields=answers.names(),
            change={"did": "read", "draft": draft.pk, "form": draft.form},
        )
    return answers
