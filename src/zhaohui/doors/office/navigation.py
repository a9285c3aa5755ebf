"""The office's navigation: what there is, and for whom; an officer sees what she may open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.county.accounts.actor import Actor

# name of the address, words, and the actions of which one is enough
ENTRIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("office:home", gettext_noop("工作首页"), ("office.home",)),
    ("hall:window", gettext_noop("综合窗口"), ("case.take_in",)),
    ("hall:queue", gettext_noop("取号叫号"), ("queue.read",)),
    ("office:cases", gettext_noop("办件"), ("case.read",)),
    ("office:workload", gettext_noop("工作量"), ("case.assign",)),
    ("office:leave", gettext_noop("离岗交接"), ("leave.mark",)),
    ("office:delegations", gettext_noop("赋权"), ("delegation.read",)),
    ("office:nearby", gettext_noop("就近办"), ("nearby.read",)),
    ("office:bundles", gettext_noop("一件事"), ("case.read",)),
    ("office:inquiries", gettext_noop("协查函"), ("case.read",)),
    ("office:tasks", gettext_noop("工单"), ("task.read",)),
    ("office:alerts", gettext_noop("预警"), ("alert.read",)),
    ("office:signals", gettext_noop("预警设置"), ("alert.read",)),
    ("office:offers", gettext_noop("供给"), ("offer.read",)),
    ("office:verifications", gettext_noop("核对"), ("verification.read",)),
    ("office:questions", gettext_noop("待答复的核对"), ("verification.answer",)),
    ("office:duties", gettext_noop("随访任务"), ("duty.read",)),
    ("office:duty-coverage", gettext_noop("随访完成率"), ("duty.count",)),
    ("field:today", gettext_noop("今天走访"), ("visit.note",)),
    ("office:visits", gettext_noop("走访记录"), ("visit.read",)),
    ("office:voice-kinds", gettext_noop("代记诉求"), ("voice.take_in",)),
    ("office:people", gettext_noop("人员名单"), ("person.list",)),
    ("office:registers", gettext_noop("台账"), ("record.read",)),
    ("office:surveys", gettext_noop("调查结果"), ("record.read",)),
    ("office:findings", gettext_noop("比对结果"), ("finding.list",)),
    ("office:ledger", gettext_noop("待遇台账"), ("finding.list",)),
    ("office:payrolls", gettext_noop("应发清单"), ("finding.list",)),
    ("office:outreach", gettext_noop("服务找人"), ("outreach.read",)),
    ("office:outreach-funnel", gettext_noop("找人进度"), ("outreach.funnel",)),
    ("office:payments", gettext_noop("发放"), ("payment.read",)),
    ("office:payment-reviews", gettext_noop("年审"), ("payment.read",)),
    ("office:payment-recoveries", gettext_noop("追回"), ("payment.read",)),
    ("office:payment-payees", gettext_noop("代领"), ("payment.read",)),
    ("office:rules", gettext_noop("规则"), ("pack.read",)),
    ("office:relations", gettext_noop("制度衔接"), ("pack.read",)),
    ("office:parameters", gettext_noop("参数补填"), ("pack.read",)),
    ("office:items", gettext_noop("服务事项"), ("pack.read",)),
    ("office:simulate", gettext_noop("改革测算"), ("reform.simulate",)),
    ("office:pack", gettext_noop("依据与缺口"), ("pack.read",)),
    ("office:contradictions", gettext_noop("规划前后矛盾"), ("plan.resolve",)),
    ("office:exports", gettext_noop("导出"), ("export.request", "export.approve")),
    ("office:binding", gettext_noop("窗口核对"), ("account.bind",)),
    ("office:officers", gettext_noop("工作人员"), ("officer.read",)),
    ("office:invitations", gettext_noop("邀请"), ("officer.invite",)),
    ("office:why", gettext_noop("为什么看得到"), ("access.explain",)),
    ("office:audit", gettext_noop("审计记录"), ("audit.read",)),
    ("office:jobs", gettext_noop("后台任务"), ("job.read",)),
    ("office:gallery", gettext_noop("部件样张"), ("gallery.read",)),
)

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


def entries(actor: Actor, path: str) -> list[dict[str, object]]:
    """Return the entries that the actor may open, the one that `path` lies in marked current."""
    found = [(href, label) for _name, href, label in allowed(actor)]
    room = room_of(path, [href for href, _label in found])
    return [{"href": href, "label": _(label), "current": href == room} for href, label in found]


def room_of(path: str, hrefs: list[str]) -> str:
    """Return the address of the room that a page belongs to, "" for a page of none."""
    home = reverse("office:home")  # everything lies below it
    for pattern, name in ELSEWHERE:
        if re.match(home + pattern, path):
            return reverse(name)
    here = (href for href in hrefs if path.startswith(href) and path != home != href)
    return max(here, key=len, default=home if path == home else "")


def allowed(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the address and the words of each room that the actor may open."""
    for name, label, actions in ENTRIES:
        if not any(actor.may(action) for action in actions):
            continue
        try:
            yield name, reverse(name), label
        except NoReverseMatch:  # a room that this county's version does not have
            continue
