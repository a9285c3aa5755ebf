"""Keep what was filled in so far, so that it can be continued on another device."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.forms.sitting import Sitting


def save_draft(
    actor: Actor, sitting: Sitting, answers: Answers, *, errand: Errand, version: int | None
) -> Draft:
    """Store the answers sealed and return the draft, made where the actor has none open.

    `version` is the one that the page was made from (None: no draft was there). ChangedElsewhere
    when another device was quicker, NotVisible where the policy does not allow the errand.
    """
    with transaction.atomic():
        draft = _locked(actor, sitting, errand)
        if actor.user_id is None or not actor.may(errand.action):
            raise NotVisible
        if (draft.version if draft.pk else None) != version:
            raise _changed()
        draft.version = (version or 0) + 1
        draft.pack_version = sitting.pack.version
        draft.answers_sealed = seal_answers(answers)
        draft.step = answers.step
        _store(draft)
        record(
            actor,
            errand.action,
            subject=("person", errand.subject_id) if errand.subject_id else ("draft", draft.pk),
            purpose=sitting.sheet.form.name,
            fields=_names(answers),
            change={"did": "save", "draft": draft.pk, "form": draft.form, "step": draft.step},
        )
    return draft


def _locked(actor: Actor, sitting: Sitting, errand: Errand) -> Draft:
    """Return the actor's open draft of this errand, locked, or a new one that is not stored."""
    own = {"owner_id": actor.user_id, "form": sitting.sheet.form.id, "purpose": errand.purpose}
    found = (
        Draft.objects.select_for_update(of=("self",))
        .filter(**own, submitted_at__isnull=True)
        .first()
    )
    return found or Draft(**own, subject_id=errand.subject_id)


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


def _names(answers: Answers) -> tuple[str, ...]:
    stated = [*answers.members, answers.living, answers.registered]
    stated += [answers.own, *answers.own_members]
    return tuple(dict.fromkeys(name for facts in stated for name in facts))
