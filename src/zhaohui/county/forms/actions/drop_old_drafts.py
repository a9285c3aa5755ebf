"""Remove drafts that nobody has touched for long: answers are not kept longer than they are needed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.forms.models import Draft

AT_ONCE = 500  # in one transaction: writers shall not wait long


def drop_old_drafts(actor: Actor, *, older_than: dt.timedelta) -> int:
    """Delete open drafts that were last saved so long ago and return how many; each is on record."""
    before = timezone.now() - older_than
    dropped = 0
    while found := _drop_some(actor, before):
        dropped += found
    return dropped


def _drop_some(actor: Actor, before: dt.datetime) -> int:
    with transaction.atomic():
        old = Draft.objects.select_for_update(of=("self",), skip_locked=True).filter(
            submitted_at__isnull=True, updated_at__lt=before
        )
        drafts = list(old.only("pk", "form", "subject_id").order_by("pk")[:AT_ONCE])
        events = [
            Event(
                "draft.write",
                ("person", draft.subject_id) if draft.subject_id else ("draft", draft.pk),
                "草稿过期清理",
                change={"did": "drop_old", "draft": draft.pk, "form": draft.form},
            )
            for draft in drafts
        ]
        Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
        if events:
            record_many(actor, events)
    return len(drafts)
