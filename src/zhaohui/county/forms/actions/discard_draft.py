"""Throw a draft away: its answers are deleted, the audit log says that they were."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.models import Draft


def discard_draft(actor: Actor, draft_id: int, *, action: str = "draft.write") -> None:
    """Delete an open draft of the actor. NotVisible when it is not hers, ChangedElsewhere once submitted."""
    with transaction.atomic():
        draft = (
            Draft.objects.select_for_update(of=("self",))
            .filter(pk=draft_id, owner=actor.user_id)
            .first()
        )
        if draft is None or actor.user_id is None or not actor.may(action):
            raise NotVisible
        if draft.submitted_at is not None:
            raise ChangedElsewhere(_("已经提交的不能作废。"), hint=_("如需撤回，请联系受理窗口。"))
        subject = ("person", draft.subject_id) if draft.subject_id else ("draft", draft.pk)
        change = {"did": "discard", "draft": draft.pk, "form": draft.form}
        draft.delete()
        record(actor, action, subject=subject, purpose="作废草稿", change=change)
