"""Take a number 取号: at the hall's machine or from an officer; no number is given twice a day."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import PUBLIC, Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.one_time_codes import hashed
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.errors import NoKioskError, QueueAnswerError
from zhaohui.county.queueing.models import Queue, Ticket, TicketChannel
from zhaohui.county.queueing.queries import hall_codes, kiosk_of
from zhaohui.county.queueing.states import SERVE
from zhaohui.packs.pack import Pack

KIOSK_ACTION = "queue.take"  # in the log; whoever stands at the machine is nobody in particular


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody comes for: a domain's code, a priority's code ("": none); `once` is the form's token."""

    domain: str = ""
    priority: str = ""
    once: str = ""


def take_at_kiosk(key: str, wish: Wish) -> Ticket:
    """Give a number at a hall's machine; NoKioskError where the key is none of a hall's."""
    machine = kiosk_of(key)
    if machine is None:
        raise NoKioskError(
            _("这台机器还没有登记到哪个大厅，不能取号。"), hint=_("请到窗口找工作人员取号。")
        )
    return _taken(PUBLIC, KIOSK_ACTION, machine.area, wish, TicketChannel.KIOSK)


def take_at_desk(actor: Actor, area: str, wish: Wish) -> Ticket:
    """Give a number by an officer of the hall; NotVisible out of her reach."""
    actor.require(SERVE, area)
    return _taken(actor, SERVE, area, wish, TicketChannel.DESK)


def _taken(actor: Actor, action: str, area: str, wish: Wish, channel: TicketChannel) -> Ticket:
    pack = current_pack()
    if area not in hall_codes(pack):
        raise NotVisible
    ahead = _ahead(pack, wish)
    once = hashed("ticket-once", wish.once) if wish.once else None
    with transaction.atomic():
        queue = locked_queue(area)
        if once and (made := Ticket.objects.filter(once=once).first()):
            return made
        queue.last += 1
        queue.save(update_fields=["last"])
        ticket = Ticket.objects.create(
            queue=queue,
            number=queue.last,
            place=place_of(queue.last, ahead) if wish.priority else queue.last,
            domain=wish.domain,
            priority=wish.priority,
            channel=channel,
            once=once,
        )
        record(
            actor,
            action,
            subject=("ticket", ticket.pk),
            purpose="取号",
            change={"hall": area, "channel": channel.value, "priority": wish.priority},
        )
    return ticket


def locked_queue(area: str) -> Queue:
    """Return the hall's queue of today, locked until the transaction ends; the first of the day makes it."""
    queue, _made = Queue.objects.get_or_create(area=area, day=county_today())
    return Queue.objects.select_for_update().get(pk=queue.pk)


def place_of(number: int, ahead: int | None) -> int:
    """Return the place of a number with priority: before `ahead` others at most, or before all.

    >>> place_of(20, 10)  # after 9, before 10
    9
    >>> place_of(20, None)
    0
    """
    return 0 if ahead is None else max(0, number - ahead - 1)


def _ahead(pack: Pack, wish: Wish) -> int | None:
    if wish.domain and wish.domain not in {row.code for row in pack.domains}:
        raise QueueAnswerError(_("没有这个领域，请重新选。"))
    if not wish.priority:
        return None
    for row in pack.queue_priorities:
        if row.code == wish.priority:
            return row.ahead
    raise QueueAnswerError(_("没有这种优先，请重新选。"))
