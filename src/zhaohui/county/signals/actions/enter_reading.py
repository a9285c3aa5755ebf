"""Enter or correct a reading 填报: one number of a signal for a period, with where it was taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.signals.actions.run_signals import look_at
from zhaohui.county.signals.errors import ReadingFault
from zhaohui.county.signals.models import Reading
from zhaohui.county.signals.periods import period_start
from zhaohui.county.signals.queries import signal_named, signals_for
from zhaohui.county.signals.settle import settle
from zhaohui.county.signals.states import ENTER
from zhaohui.packs.schema.signals import SignalRow

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
LONGEST_ORIGIN, LONGEST_ITEM, LEAST_WORDS = 200, 80, 4


@dataclass(frozen=True, kw_only=True)
class ReadingEntry:
    """What is entered: for which area, item and period, which number, from where, and why corrected."""

    area: str
    period: str
    value: str
    origin: str
    item: str = ""
    reason: str = ""


def enter_reading(actor: Actor, signal: str, entry: ReadingEntry) -> Reading:
    """Store a reading and look at its signal at once; return the reading.

    The same number of the same period twice changes nothing; another one is a correction, which
    wants a reason, and the old one is kept. NotVisible outside the actor's range or department,
    ReadingFault with the field that is wrong.
    """
    row = signal_named(signal)
    if row.watch.kind != "reading":
        raise NotVisible
    actor.require(ENTER, entry.area)
    if actor.kind != "system" and row not in signals_for(actor, current_pack()):
        raise NotVisible
    made = read_entry(row, entry)
    try:
        with transaction.atomic():
            return _store(actor, row, made, entry.reason.strip())
    except IntegrityError:
        raise ReadingFault(
            _("这一期刚刚有人填过。"), field="period", hint=_("请刷新页面看填的是多少。")
        ) from None


def read_entry(row: SignalRow, entry: ReadingEntry) -> Reading:
    """Return the reading that was written, not yet stored; ReadingFault where a field is wrong."""
    starts = period_start(row.watch.period, entry.period.strip())
    if starts > county_today():
        raise ReadingFault(_("这一期还没有开始。"), field="period")
    item, origin = " ".join(entry.item.split()), " ".join(entry.origin.split())
    if (row.watch.by == "named") != bool(item) or len(item) > LONGEST_ITEM:
        raise ReadingFault(_("请写是哪一家，最多 80 个字。"), field="item")
    if not LEAST_WORDS <= len(origin) <= LONGEST_ORIGIN:
        raise ReadingFault(_("请写数据来源：哪张报表、哪份文件，4 到 200 个字。"), field="origin")
    _require_area(row, entry.area)
    return Reading(
        signal=row.id,
        area=entry.area,
        item=item,
        period=entry.period.strip(),
        starts=starts,
        value=_number(entry.value),
        origin=origin,
    )


def _require_area(row: SignalRow, area: str) -> None:
    pack = current_pack()
    fitting = {town.code for town in pack.towns} if row.watch.by == "town" else {pack.code}
    if area not in fitting:
        raise ReadingFault(_("请选是哪里的数。"), field="area")


def _number(text: str) -> Decimal:
    written = text.strip().replace(",", "")
    if not NUMBER.fullmatch(written):
        raise ReadingFault(_("请写一个数，最多四位小数。"), field="value")
    try:
        return Decimal(written)
    except InvalidOperation:
        raise ReadingFault(_("请写一个数，最多四位小数。"), field="value") from None


def _store(actor: Actor, row: SignalRow, made: Reading, reason: str) -> Reading:
    same = Reading.objects.select_for_update().filter(
        signal=made.signal, area=made.area, item=made.item, period=made.period, is_current=True
    )
    before = same.first()
    if before is not None and (before.value, before.origin) == (made.value, made.origin):
        return before
    if before is not None:
        if len(reason) < LEAST_WORDS:
            raise ReadingFault(
                _("这一期已经填过 %(value)s。更正请写理由，至少 4 个字。")
                % {"value": before.value.normalize()},
                field="reason",
            )
        before.is_current = False
        before.save(update_fields=["is_current"])
        made.reason = reason[:LONGEST_ORIGIN]
    made.entered_by_id, made.office = actor.user_id, actor.label[:LONGEST_ORIGIN]
    made.save()
    record(
        actor,
        ENTER,
        subject=("reading", made.pk),
        purpose=f"填报：{row.name}",
        change={"signal": row.id, "period": made.period, "corrects": before.pk if before else 0},
    )
    pack = current_pack()
    today = county_today()
    settle(actor, pack, row, look_at(pack, row, today), today)
    return made
