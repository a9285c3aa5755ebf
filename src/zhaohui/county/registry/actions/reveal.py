"""Open one sealed field of a person for an officer who says why 查看完整号码."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.registry.errors import RevealError
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.county.registry.sealed_fields import LABELS, sealer
from zhaohui.county.registry.seals import registry_seals

SHORTEST_REASON, LONGEST_REASON = 4, 100


def reveal(actor: Actor, *, person: int, field: str, reason: str) -> str:
    """Return the whole value of `field` (identity, phone or bank_card) and record who asked, why.

    NotVisible outside the actor's reach; RevealError for a missing reason or an empty field.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        found = person_visible_to(actor, "person.reveal", person)
        if field not in LABELS:
            raise RevealError(_("没有这一项。"), hint=_("可以看的是身份证号、手机号和银行卡号。"))
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            raise RevealError(
                _("请写明为什么要看完整号码（4 到 100 个字）。"),
                hint=_("事由会和查看记录一起保存，居民本人看得到。"),
            )
        sealed = getattr(found, f"{field}_sealed")
        if sealed is None:
            raise RevealError(_("没有登记这一项。"))
        text = sealer(registry_seals(), field).open(sealed)
        with translation.override(settings.LANGUAGE_CODE):
            name = str(LABELS[field])
        record_read(actor, [person], fields=[name], purpose=reason, action="person.reveal")
    return text
