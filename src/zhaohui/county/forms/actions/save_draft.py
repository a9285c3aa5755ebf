"""Keep what was filled in so far, so that it can be continued on another device."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.forms.sitting import Sitting


def save_draft(
    actor: Actor,
    sitting: Sitting,
    answers: Answers,
    *,
    action: str,
    purpose: str,
    subject_id: int | None = None,
    version: int | None = None,
) -> Draft:
    """Store the answers sealed and return the draft, made where the actor has none open.

    `action` is what the policy must allow; `version` is the one that the page was made from (None:
    no draft was there). ChangedElsewhere when another device was quicker.
    """
    form = sitting.sheet.form
    with transaction.atomic():
        draft = (
            Draft.objects.select_for_update(of=("self",))
            .filter(owner=actor.user_id, form=form.id, purpose=purpose, submitted_at__isnull=True)
            .first()
        )
        if actor.user_id is None or not actor.may(action):
            raise NotVisible
        if (draft.version if draft else None) != version:
            raise ChangedElsewhere(
                _("这份表在另一处改过，刚才这一页没有保存。"),
                hint=_("请重新打开，从最新的内容继续。"),
            )
        if draft is None:
            draft = Draft(
                owner_id=actor.user_id, form=form.id, purpose=purpose, subject_id=subject_id
            )
        else:
            draft.version += 1
        draft.pack_version = sitting.pack.version
        draft.answers_sealed = seal_answers(answers)
        draft.step = answers.step
        draft.save()
        record(
            actor,
            action,
            subject=("person", subject_id) if subject_id else ("draft", draft.pk),
            purpose=form.name,
            fields=_names(answers),
            change={"did": "save", "draft": draft.pk, "form": form.id, "step": draft.step},
        )
    return draft


def _names(answers: Answers) -> tuple[str, ...]:
    stated = [*answers.members, answers.living, answers.registered]
    stated += [answers.own, *answers.own_members]
    return tuple(dict.fromkeys(name for facts in stated for name in facts))
