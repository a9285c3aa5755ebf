"""What a sending would do: which lines would be told by which channel, and why others are left out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.outreach.models import Channel, ContactLine, LineState, Outbox
from zhaohui.county.outreach.queries import ON_THE_WAY, visible_to
from zhaohui.county.outreach.reach import channel_for, reachable, templates_of
from zhaohui.packs.pack import Pack

MOST = 2_000  # at once: one transaction holds them


@dataclass(frozen=True, kw_only=True)
class SendingPlan:
    """Lines with their channel, in order; how many have none and why; `digest` seals it all."""

    area: str
    rule: str
    chosen: Sequence[tuple[int, Channel]]
    left_out: Sequence[tuple[str, int]]
    more: int
    digest: str

    @property
    def by_channel(self) -> list[tuple[Channel, int]]:
        """How many each channel would carry."""
        counts = Counter(channel for _line, channel in self.chosen)
        return [(channel, counts[channel]) for channel in Channel if counts[channel]]


def plan_sending(
    actor: Actor, pack: Pack, *, area: str, rule: str, today: dt.date, lock: bool = False
) -> SendingPlan:
    """Return what would be sent now to those whom `outreach.send` reaches and nobody has told yet."""
    actor.require("outreach.send")
    rows = visible_to(actor, "outreach.send").filter(state=LineState.FOUND, ended_on=None)
    rows = rows.filter(area__startswith=area) if area else rows
    rows = rows.filter(rule=rule) if rule else rows
    on_the_way = Outbox.objects.filter(line=OuterRef("pk"), state__in=ON_THE_WAY)
    ready = rows.filter(~Exists(on_the_way)).filter(Q(quiet_until=None) | Q(quiet_until__lte=today))
    if lock:
        ready = ready.select_for_update(of=("self",))
    lines = list(ready.order_by("pk")[:MOST])
    left_out = Counter[str]()
    if waiting := rows.filter(Exists(on_the_way)).count():
        left_out[_("已经有一条在路上")] = waiting
    chosen = _choose(pack, lines, today, left_out)
    return SendingPlan(
        area=area,
        rule=rule,
        chosen=tuple(chosen),
        left_out=tuple(sorted(left_out.items())),
        more=max(ready.order_by().count() - MOST, 0) if len(lines) == MOST else 0,
        digest=_digest(area, rule, chosen),
    )


def _choose(
    pack: Pack, lines: Sequence[ContactLine], today: dt.date, left_out: Counter[str]
) -> list[tuple[int, Channel]]:
    texts = {
        is_award: templates_of(pack, "award" if is_award else "missing")
        for is_award in (False, True)
    }
    rules = {rule.id for rule in pack.rules}
    people = reachable((line.person_id for line in lines), today)
    chosen = []
    for line in lines:
        person = people.get(line.person_id)
        if person is None or line.rule not in rules:
            left_out[_("登记里已经没有这个人或这条规则")] += 1
            continue
        channel = channel_for(person, texts[line.is_award])
        if channel is None:
            left_out[_("没有可用的渠道：请村里上门")] += 1
        else:
            chosen.append((line.pk, channel))
    return chosen


def _digest(area: str, rule: str, chosen: Sequence[tuple[int, Channel]]) -> str:
    plain = [area, rule, [[pk, str(channel)] for pk, channel in chosen]]
    return hashlib.sha256(orjson.dumps(plain)).hexdigest()
