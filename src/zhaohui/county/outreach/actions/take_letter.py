"""Hand a letter's PDF to an officer who prints or carries it 取信函."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.read import record_read
from zhaohui.county.outreach.couriers.letters import open_letter
from zhaohui.county.outreach.errors import OutreachStateError
from zhaohui.county.outreach.models import Channel, OutboxState
from zhaohui.county.outreach.queries import messages_visible_to


def take_letter(actor: Actor, pk: int) -> bytes:
    """Return the PDF and record who took it; NotVisible out of reach."""
    letters = messages_visible_to(actor).filter(channel=Channel.LETTER)
    found = letters.filter(pk=pk, state__in=(OutboxState.SENT, OutboxState.DELIVERED)).first()
    if found is None:
        raise NotVisible
    content = open_letter(found.key)
    if content is None:
        raise OutreachStateError(
            _("信函的文件不在了。"), hint=_("请管理员从备份恢复，或者再发一次。")
        )
    record_read(
        actor,
        [found.person_id],
        fields=("姓名", "住址", "待遇"),
        purpose="打印、递送信函",
        action="outreach.read",
    )
    return content
