"""Send what was previewed: messages into the outbox, with some minutes to take them back 发通知."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.outreach.errors import SendingChangedError
from zhaohui.county.outreach.jobs import deliver_due
from zhaohui.county.outreach.models import Channel, ContactLine, Outbox, Sending
from zhaohui.county.outreach.quiet import earliest
from zhaohui.county.outreach.reach import templates_of
from zhaohui.county.outreach.sending_plan import SendingPlan, plan_sending
from zhaohui.county.outreach.wording import told
from zhaohui.packs.pack import Pack

HOLD = dt.timedelta(minutes=15)


def queue_messages(
    actor: Actor, pack: Pack, *, area: str, rule: str, digest: str, hold: dt.timedelta = HOLD
) -> Sending:
    """Store the messages of the previewed sending; a changed set is refused and nothing is stored."""
    with transaction.atomic():
        plan = plan_sending(actor, pack, area=area, rule=rule, today=county_today(), lock=True)
        if plan.digest != digest or not plan.chosen:
            raise SendingChangedError(
                _("要通知的人在您确认前有变化，什么都没有发。"), hint=_("请重新预览。")
            )
        now = timezone.now()
        sending = Sending.objects.create(
            made_by_id=actor.user_id,
            maker=actor.label[:200],
            area=area,
            rule=rule,
            messages=len(plan.chosen),
            hold_until=now + hold,
        )
        made = _messages(pack, plan, sending)
        Outbox.objects.bulk_create(made, batch_size=500)
        for moment in sorted({message.not_before for message in made}):
            enqueue(
                deliver_due.using(run_after=moment),
                key=f"outreach-deliver:{sending.pk}:{moment:%Y%m%d%H%M}",
                title=_("发服务找人通知"),
            )
        channels = {str(channel): n for channel, n in plan.by_channel}
        event = Event(
            "outreach.send",
            subject=("sending", sending.pk),
            purpose="服务找人",
            change={"area": area, "rule": rule, "messages": len(made), **channels},
            people=[message.person_id for message in made],
        )
        record_many(actor, (event,))
    return sending


def _messages(pack: Pack, plan: SendingPlan, sending: Sending) -> list[Outbox]:
    lines = ContactLine.objects.in_bulk([pk for pk, _channel in plan.chosen])
    before = Counter(
        Outbox.objects.filter(line__in=lines).order_by().values_list("line_id", flat=True)
    )
    return [
        _message(pack, lines[pk], channel, sending, number=before[pk] + 1)
        for pk, channel in plan.chosen
    ]


def _message(
    pack: Pack, line: ContactLine, channel: Channel, sending: Sending, *, number: int
) -> Outbox:
    template = templates_of(pack, "award" if line.is_award else "missing")[channel]
    text = told(
        pack, template, pack.rule(line.rule), amount_fen=line.amount_fen, area=line.area or ""
    )
    return Outbox(
        key=f"line-{line.pk}-{number}",
        line=line,
        sending=sending,
        person_id=line.person_id,
        channel=channel,
        template=template.id,
        template_version=template.version,
        subject=text.subject[:200],
        body=text.body,
        not_before=earliest(sending.hold_until, template),
    )
