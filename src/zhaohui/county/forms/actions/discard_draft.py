"""Throw a draft away: its answers are deleted, the audit log says that they were."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.queries import may_discard, visible_to


def discard_draft(actor: Actor, draft_id: int, *, action: str = DRAFT_WRITE) -> None:
    """Delete an open draft that is the actor's own, or that she began for somebody.

    NotVisible for any other, ChangedElsewhere once submitted.
    """
    with transaction.atomic():
        found = visible_to(actor, action).select_for_update(of=("self",))
        draft = found.filter(pk=draft_id).first()
        if draft is None or not may_discard(actor, draft):
            raise NotVisible
        if draft.submitted_at is not None:
            raise ChangedElsewhere(_("已经提交的不能作废。"), hint=_("如需撤回，请联系受理窗口。"))
        subject = ("person", draft.subject_id) if draft.subject_id else ("draft", draft.pk)
        change = {"did": "discard", "draft": draft.pk, "form": draft.form}
        draft.delete()
        record(actor, action, subject=subject, purpose="作废草稿", change=change)
