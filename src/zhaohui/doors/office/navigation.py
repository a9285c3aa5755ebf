"""The office's navigation: what there is, and for whom; an officer sees what she may open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.county.accounts.actor import Actor

Entry = tuple[str, str, tuple[str, ...]]

# by group: name of the address, words, and the actions of which one is enough
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        gettext_noop("首页"),
        (
            ("office:home", gettext_noop("工作首页"), ("office.home",)),
            ("office:domains", gettext_noop("领域"), ("office.home",)),
        ),
    ),
    (
        gettext_noop("办件"),
        (
            ("hall:window", gettext_noop("综合窗口"), ("case.take_in",)),
            ("hall:queue", gettext_noop("取号叫号"), ("queue.read",)),
            ("office:cases", gettext_noop("办件"), ("case.read",)),
            ("office:bundles", gettext_noop("一件事"), ("case.read",)),
            ("office:inquiries", gettext_noop("协查函"), ("case.read",)),
            ("office:workload", gettext_noop("工作量"), ("case.assign",)),
            ("office:leave", gettext_noop("离岗交接"), ("leave.mark",)),
            ("office:delegations", gettext_noop("赋权"), ("delegation.read",)),
            ("office:nearby", gettext_noop("就近办"), ("nearby.read",)),
        ),
    ),
    (
        gettext_noop("工单和预警"),
        (
            ("office:tasks", gettext_noop("工单"), ("task.read",)),
            ("office:voice-kinds", gettext_noop("代记诉求"), ("voice.take_in",)),
            ("office:alerts", gettext_noop("预警"), ("alert.read",)),
            ("office:signals", gettext_noop("预警设置"), ("alert.read",)),
        ),
    ),
    (
        gettext_noop("走访和随访"),
        (
            ("field:today", gettext_noop("今天走访"), ("visit.note",)),
            ("office:duties", gettext_noop("随访任务"), ("duty.read",)),
            ("office:duty-coverage", gettext_noop("随访完成率"), ("duty.count",)),
            ("office:visits", gettext_noop("走访记录"), ("visit.read",)),
        ),
    ),
    (
        gettext_noop("人和待遇"),
        (
            ("office:people", gettext_noop("人员名单"), ("person.list",)),
            ("office:findings", gettext_noop("比对结果"), ("finding.list",)),
            ("office:ledger", gettext_noop("待遇台账"), ("finding.list",)),
            ("office:payrolls", gettext_noop("应发清单"), ("finding.list",)),
            ("office:outreach", gettext_noop("服务找人"), ("outreach.read",)),
            ("office:outreach-funnel", gettext_noop("找人进度"), ("outreach.funnel",)),
            ("office:verifications", gettext_noop("核对"), ("verification.read",)),
            ("office:questions", gettext_noop("待答复的核对"), ("verification.answer",)),
        ),
    ),
    (
        gettext_noop("台账和供给"),
        (
            ("office:registers", gettext_noop("台账"), ("record.read",)),
            ("office:surveys", gettext_noop("调查结果"), ("record.read",)),
            ("office:offers", gettext_noop("供给"), ("offer.read",)),
        ),
    ),
    (
        gettext_noop("发放"),
        (
            ("office:payments", gettext_noop("发放"), ("payment.read",)),
            ("office:payment-reviews", gettext_noop("年审"), ("payment.read",)),
            ("office:payment-recoveries", gettext_noop("追回"), ("payment.read",)),
            ("office:payment-payees", gettext_noop("代领"), ("payment.read",)),
        ),
    ),
    (
        gettext_noop("规则和规划"),
        (
            ("office:rules", gettext_noop("规则"), ("pack.read",)),
            ("office:relations", gettext_noop("制度衔接"), ("pack.read",)),
            ("office:parameters", gettext_noop("参数补填"), ("pack.read",)),
            ("office:items", gettext_noop("服务事项"), ("pack.read",)),
            ("office:simulate", gettext_noop("改革测算"), ("reform.simulate",)),
            ("office:pack", gettext_noop("依据与缺口"), ("pack.read",)),
            ("office:contradictions", gettext_noop("规划前后矛盾"), ("plan.resolve",)),
        ),
    ),
    (
        gettext_noop("账户和审计"),
        (
            ("office:exports", gettext_noop("导出"), ("export.request", "export.approve")),
            ("office:binding", gettext_noop("窗口核对"), ("account.bind",)),
            ("office:officers", gettext_noop("工作人员"), ("officer.read",)),
            ("office:invitations", gettext_noop("邀请"), ("officer.invite",)),
            ("office:why", gettext_noop("为什么看得到"), ("access.explain",)),
            ("office:audit", gettext_noop("审计记录"), ("audit.read",)),
            ("office:jobs", gettext_noop("后台任务"), ("job.read",)),
            ("office:gallery", gettext_noop("部件样张"), ("gallery.read",)),
        ),
    ),
)
ENTRIES: tuple[Entry, ...] = tuple(entry for _label, own in GROUPS for entry in own)
FEW = 8  # so many rooms or fewer stand in one line, without groups


@dataclass(frozen=True)
class Room:
    """A page of the navigation: the name of its address, the address, its words."""

    name: str
    href: str
    label: str


# pages that lie elsewhere than the room they belong to: pattern of the path, the room's address
ELSEWHERE: tuple[tuple[str, str], ...] = (
    (r"proposals/", "office:parameters"),
    (r"item-proposals/", "office:items"),
    (r"people/\d+/findings/[^/]+/", "office:findings"),
    (r"((lists|views)/people|purpose)/", "office:people"),
    (r"(lists|views)/exports/", "office:exports"),
    (r"(lists|views)/officers/", "office:officers"),
    (r"(lists|views)/audit/", "office:audit"),
    (r"(lists|views)/contacts/", "office:outreach"),
    (r"(lists|views)/cases/", "office:cases"),
    (r"(lists|views)/verifications/", "office:verifications"),
    (r"(lists|views)/questions/", "office:questions"),
    (r"(lists|views)/visits/", "office:visits"),
    (r"(lists|views)/duties/", "office:duties"),
    (r"(lists|views)/inquiries/", "office:inquiries"),
    (r"(lists|views)/tasks/", "office:tasks"),
    (r"(lists|views)/alerts/", "office:alerts"),
    (r"(lists|views)/payment(s|-lines)/", "office:payments"),
    (r"(lists|views)/payment-reviews/", "office:payment-reviews"),
)


def frame(actor: Actor, path: str) -> dict[str, Any]:
    """Return `navigation`, `rooms_beside` and `room_here` of a page: the groups, the rooms of its own, its room.

    Who may open few rooms has them all in `navigation`. A group leads to the first of its rooms.
    """
    own = allowed_groups(actor)
    flat = [room for _label, rooms in own for room in rooms]
    here = room_of(path, [room.href for room in flat])
    room = next((each for each in flat if each.href == here), None)
    if len(flat) <= FEW:
        return {
            "navigation": [_entry(each, here) for each in flat],
            "rooms_beside": [],
            "room_here": room,
        }
    beside = next((rooms for _label, rooms in own if room in rooms), [])
    groups = [
        {"href": rooms[0].href, "label": _(label), "current": rooms is beside}
        for label, rooms in own
    ]
    several = [_entry(each, here) for each in beside] if len(beside) > 1 else []
    return {"navigation": groups, "rooms_beside": several, "room_here": room}


def _entry(room: Room, here: str) -> dict[str, object]:
    return {"href": room.href, "label": room.label, "current": room.href == here}


def room_of(path: str, hrefs: list[str]) -> str:
    """Return the address of the room that a page belongs to, "" for a page of none."""
    home = reverse("office:home")  # everything lies below it
    for pattern, name in ELSEWHERE:
        if re.match(home + pattern, path):
            return reverse(name)
    here = (href for href in hrefs if path.startswith(href) and path != home != href)
    return max(here, key=len, default=home if path == home else "")


def allowed_groups(actor: Actor) -> list[tuple[str, list[Room]]]:
    """Return the groups in which the actor may open a room, each with those rooms."""
    found = [(label, list(_allowed(actor, own))) for label, own in GROUPS]
    return [(label, rooms) for label, rooms in found if rooms]


def _allowed(actor: Actor, own: Iterable[Entry]) -> Iterator[Room]:
    for name, label, actions in own:
        if not any(actor.may(action) for action in actions):
            continue
        try:
            yield Room(name, reverse(name), _(label))
        except NoReverseMatch:  # a room that this county's version does not have
            continue
