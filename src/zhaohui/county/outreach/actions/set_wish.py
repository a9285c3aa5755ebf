"""A person's yes or no to a channel: said by herself, or noted by who heard or read it 联系意愿."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.errors import OutreachAnswerError
from zhaohui.county.outreach.models import (
    Channel,
    ContactWish,
    Outbox,
    OutboxState,
    WishSource,
)
from zhaohui.county.registry.queries import person_visible_to


def set_wish(
    actor: Actor, person: int, *, channel: str, is_wanted: bool, source: str, action: str
) -> ContactWish:
    """Keep the wish and cancel what waits for a channel that she does not want.

    NotVisible where `action` does not reach her; an officer can't say that she did it herself.
    """
    with transaction.atomic():
        person_visible_to(actor, action, person)
        is_own = actor.person_id == person and action == "self.inbox"
        if channel not in Channel.values or source not in WishSource.values:
            raise OutreachAnswerError(_("请选渠道和本人怎样说的。"))
        if (source == WishSource.SELF) != is_own:
            raise OutreachAnswerError(_("请写明是本人当面说的，还是签了字。"))
        wish, _is_new = ContactWish.objects.update_or_create(
            person_id=person,
            channel=channel,
            defaults={"is_wanted": is_wanted, "source": source, "set_by_id": actor.user_id},
        )
        if not is_wanted:
            waiting = Outbox.objects.filter(
                person_id=person, channel=channel, state=OutboxState.QUEUED, batch=""
            )
            waiting.update(state=OutboxState.CANCELLED)
        record(
            actor,
            action,
            subject=("person", person),
            purpose="联系意愿",
            change={"channel": channel, "wanted": is_wanted, "source": source},
        )
    return wish
