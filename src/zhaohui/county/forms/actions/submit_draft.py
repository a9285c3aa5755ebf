"""Submit a draft: the whole document is judged once more, then it no longer changes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers, seal_answers
from zhaohui.county.forms.queries import visible_to
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.told import purpose_words
from zhaohui.county.forms.whole import read_whole


def submit_draft(
    actor: Actor, draft_id: int, sitting: Sitting, *, action: str = DRAFT_WRITE, version: int
) -> Draft:
    """Seal the answers that stand, mark the draft submitted and return it.

    NotComplete (with its problems) when something has to be mended, ChangedElsewhere when the
    draft is not the one that was reviewed, NotVisible when it is neither the actor's nor her mandator's.
    """
    with transaction.atomic():
        draft = locked_draft(actor, draft_id, action=action)
        close_draft(actor, draft, sitting, version=version)
        record(
            actor,
            action,
            subject=("person", draft.subject_id) if draft.subject_id else ("draft", draft.pk),
            purpose=purpose_words(actor, draft.subject_id, sitting.sheet.form),
            change={"did": "submit", "draft": draft.pk, "form": draft.form},
        )
    return draft


def locked_draft(actor: Actor, draft_id: int, *, action: str = DRAFT_WRITE) -> Draft:
    """Return a draft in reach, locked until the caller's transaction ends; NotVisible for any other."""
    found = visible_to(actor, action).select_for_update(of=("self",))
    draft = found.filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    return draft


def close_draft(actor: Actor, draft: Draft, sitting: Sitting, *, version: int) -> Answers:
    """Judge the whole draft once more, mark it submitted and return the answers that stand.

    The caller holds the transaction with the draft locked, and records what it does with it.
    """
    if draft.submitted_at is not None or draft.version != version:
        raise ChangedElsewhere(
            _("这份表在另一处改过或已经提交，没有重复提交。"), hint=_("请重新打开看一看。")
        )
    clean, _pages, problems = read_whole(sitting, open_answers(draft, sitting))
    if problems:
        raise NotComplete(_("还有内容需要改，没有提交。"), problems=tuple(problems))
    draft.answers_sealed = seal_answers(clean)
    draft.pack_version = sitting.pack.version
    draft.step, draft.submitted_at = clean.step, timezone.now()
    draft.version += 1
    draft.saved_by_id = actor.user_id
    draft.save()
    return clean
