"""Keep what was filled in so far, so that it can be continued on another device."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.forms.queries import open_drafts, require_reach
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.told import purpose_words


def save_draft(
    actor: Actor, sitting: Sitting, answers: Answers, *, errand: Errand, version: int | None
) -> Draft:
    """Store the answers sealed and return the draft, made where the actor has none open.

    `version` is the one that the page was made from (None: no draft was there). ChangedElsewhere
    when another device was quicker, NotVisible where the policy does not allow the errand.
    """
    with transaction.atomic():
        draft = _locked(actor, sitting, errand)
        require_reach(actor, errand, sitting.sheet.form.id)
        if (draft.version if draft.pk else None) != version:
            raise _changed()
        draft.version = (version or 0) + 1
        draft.pack_version = sitting.pack.version
        draft.answers_sealed = seal_answers(answers)
        draft.step, draft.saved_by_id = answers.step, actor.user_id
        draft.subject_id = errand.subject_id  # begun before she was bound: hers now
        _store(draft)
        record(
            actor,
            errand.action,
            subject=("person", errand.subject_id) if errand.subject_id else ("draft", draft.pk),
            purpose=purpose_words(actor, errand.subject_id, sitting.sheet.form),
            fields=answers.names(),
            change={"did": "save", "draft": draft.pk, "form": draft.form, "step": draft.step},
        )
    return draft


def _locked(actor: Actor, sitting: Sitting, errand: Errand) -> Draft:
    """Return the open draft of this errand, locked, or a new one that is not stored."""
    form_id = sitting.sheet.form.id
    found = open_drafts(actor, errand, form_id).select_for_update(of=("self",)).first()
    return found or Draft(owner_id=actor.user_id, form=form_id, purpose=errand.purpose)


def _store(draft: Draft) -> None:
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # another device began the same form in this very moment
        raise _changed() from None


def _changed() -> ChangedElsewhere:
    return ChangedElsewhere(
        _("这份表在另一处改过，刚才这一页没有保存。"), hint=_("请重新打开，从最新的内容继续。")
    )
