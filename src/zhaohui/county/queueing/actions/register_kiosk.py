"""Make a machine one of a hall's 登记自助机, and take it out of use."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.one_time_codes import hashed, new_token
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.errors import QueueAnswerError
from zhaohui.county.queueing.models import Kiosk
from zhaohui.county.queueing.queries import KIOSK_KEY, hall_codes, kiosk_visible_to
from zhaohui.county.queueing.states import SERVE

LONGEST_NAME = 40


def register_kiosk(actor: Actor, area: str, name: str) -> tuple[Kiosk, str]:
    """Store the machine; return it with its key, which nobody can read again."""
    actor.require(SERVE, area)
    if actor.user_id is None or area not in hall_codes(current_pack()):
        raise NotVisible
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called:
        raise QueueAnswerError(_("请给这台机器起个名字，如“大门右边”。"))
    key = new_token()
    with transaction.atomic():
        made = Kiosk.objects.create(
            area=area,
            name=called,
            key_hash=hashed(KIOSK_KEY, key),
            registered_by_id=actor.user_id,
        )
        _note(actor, made, "登记自助机")
    return made, key


def revoke_kiosk(actor: Actor, pk: int) -> Kiosk:
    """Take a machine out of use; NotVisible where it is none of a hall in reach."""
    with transaction.atomic():
        found = kiosk_visible_to(actor, pk)
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        _note(actor, found, "停用自助机")
    return found


def _note(actor: Actor, kiosk: Kiosk, purpose: str) -> None:
    record(actor, SERVE, subject=("kiosk", kiosk.pk), purpose=purpose, change={"hall": kiosk.area})
