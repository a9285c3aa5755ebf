"""What waits for an officer, each from its own query; and what has grown old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.case_list import turns_of
from zhaohui.county.cases.inquiries import to_answer
from zhaohui.county.cases.reliefs import overdue_reliefs, waiting_reliefs
from zhaohui.county.catalog import item_proposals
from zhaohui.county.catalog.proposal_queries import returned_to, visible_to
from zhaohui.county.delegations.queries import waiting_for as delegations_waiting_for
from zhaohui.county.entitlements.ledger_queries import wanting_in_reach
from zhaohui.county.entitlements.outlook_queries import turning_in_reach
from zhaohui.county.entitlements.queries import current_run, is_sweep_due
from zhaohui.county.entitlements.village_counts import unknown_in_reach
from zhaohui.county.jobs.queries import job_counts
from zhaohui.county.lists.queries import visible_to as exports_visible_to
from zhaohui.county.outreach.queries import waiting_in_reach
from zhaohui.county.oversight.task_list import waiting_for as tasks_waiting_for
from zhaohui.county.payments.queries import waiting_for
from zhaohui.county.plans.living import conflicts
from zhaohui.county.plans.queries import resolutions
from zhaohui.county.registry.freshness import expired_facts
from zhaohui.county.signals.alert_list import waiting_for as alerts_waiting_for
from zhaohui.county.visits.queries import conflicts_waiting
from zhaohui.doors.portal.templatetags.portal import marked
from zhaohui.packs import Pack, gaps


@dataclass(frozen=True)
class Duty:
    """Something to do: how much of it, where, and what will stand here when there is none."""

    label: str
    count: int
    href: str
    empty: str


@dataclass(frozen=True)
class Desk:
    """Whose desk: the actor, her department's name, and the pack that she works with."""

    actor: Actor
    department: str
    pack: Pack

    @property
    def own_departments(self) -> list[str]:
        """The departments of the pack that the name of hers contains: 民政 in 区民政局."""
        named = {row.owner for row in self.pack.parameters} | {
            gap.department for gap in gaps(self.pack)
        }
        return sorted(name for name in named if name and name in self.department)


def duties(desk: Desk) -> list[Duty]:
    """Return the duties of the actions that the actor has, in the order of their urgency."""
    actor = desk.actor
    return [make(desk) for actions, make in KINDS if all(actor.may(action) for action in actions)]


def _to_review(desk: Desk) -> Duty:
    return Duty(
        _("参数补填，等您复核"),
        visible_to(desk.actor, "parameter.approve").count(),
        f"{reverse('office:proposals')}?which=waiting",
        _("同事提交的参数补填会出现在这里，由您对照文件复核。"),
    )


def _returned(desk: Desk) -> Duty:
    return Duty(
        _("您的补填被退回"),
        returned_to(desk.actor).count(),
        f"{reverse('office:proposals')}?which=own",
        _("复核人退回的补填会出现在这里，写明要改什么。"),
    )


def _items_to_approve(desk: Desk) -> Duty:
    return Duty(
        _("事项调整，等您审批"),
        item_proposals.visible_to(desk.actor, "item.approve").count(),
        f"{reverse('office:item-proposals')}?which=waiting",
        _("同事提出的事项调整会出现在这里，由您对照文件审批。"),
    )


def _exports(desk: Desk) -> Duty:
    return Duty(
        _("名单导出，等您批准"),
        exports_visible_to(desk.actor, "export.approve").filter(state="requested").count(),
        reverse("office:exports"),
        _("同事申请导出名单后会出现在这里。"),
    )


def _gaps(desk: Desk) -> Duty:
    departments = desk.own_departments
    found = [gap for gap in gaps(desk.pack) if not departments or gap.department in departments]
    query = f"?gap=on&department={departments[0]}" if len(departments) == 1 else "?gap=on"
    return Duty(
        _("本部门要补的缺口") if departments else _("还没有补上的缺口"),
        len(found),
        reverse("office:pack") + query,
        _("县包里没有读到的标准、名称和电话会列在这里，由负责的部门补。"),
    )


def _unknown(desk: Desk) -> Duty:
    run = current_run()
    return Duty(
        _("辖区内还缺信息的比对结果"),
        unknown_in_reach(desk.actor, run) if run else 0,
        reverse("office:findings"),
        _("全员比对算不出来、还缺一项信息的，会按规则和村列在这里。"),
    )


def _ledger(desk: Desk) -> Duty:
    return Duty(
        _("台账里要处理的：漏保、错保、金额不符、冲突"),
        wanting_in_reach(desk.actor),
        reverse("office:ledger"),
        _("符合没享受的、享受已不符合的、金额不对的，会按规则列在这里。"),
    )


def _outreach(desk: Desk) -> Duty:
    return Duty(
        _("服务找人：要联系的、已确认等办理的"),
        waiting_in_reach(desk.actor),
        reverse("office:outreach"),
        _("台账找到的漏保会变成联系单，列在这里。"),
    )


def _cases(desk: Desk) -> Duty:
    return Duty(
        _("办件：您在办的、您的岗位可以办的"),
        turns_of(desk.actor),
        f"{reverse('office:cases')}?turn=post",
        _("居民申请的事项会列在这里，快到期的在前面。"),
    )


def _delegations(desk: Desk) -> Duty:
    return Duty(
        _("赋权和延长，等您审批"),
        delegations_waiting_for(desk.actor),
        reverse("office:delegations"),
        _("部门提出赋权或者延长以后会出现在这里。"),
    )


def _inquiries(desk: Desk) -> Duty:
    return Duty(
        _("协查函，等您回复"),
        to_answer(desk.actor).count(),
        f"{reverse('office:inquiries')}?state=waiting",
        _("别处请本辖区核实情况的会列在这里。"),
    )


def _late_reliefs(desk: Desk) -> Duty:
    return Duty(
        _("先行救助，补手续超期的"),
        overdue_reliefs(desk.actor, county_today()),
        f"{reverse('office:cases')}?relief=overdue",
        _("先救助了、到期还没有作出决定的会列在这里。"),
    )


def _reliefs(desk: Desk) -> Duty:
    return Duty(
        _("先行救助，等您确认"),
        waiting_reliefs(desk.actor, county_today()),
        f"{reverse('office:cases')}?relief=waiting",
        _("同事先救助了、要另一位确认的会列在这里。"),
    )


def _tasks(desk: Desk) -> Duty:
    return Duty(
        _("工单：您在办的、等分派的"),
        tasks_waiting_for(desk.actor),
        f"{reverse('office:tasks')}?turn=mine",
        _("居民的诉求、投诉、建议和差评会列在这里，快到期的在前面。"),
    )


def _alerts(desk: Desk) -> Duty:
    return Duty(
        _("预警：等处置的"),
        alerts_waiting_for(desk.actor),
        f"{reverse('office:alerts')}?turn=open",
        _("每天夜里发出的预警会列在这里，最重的、超期的在前面。"),
    )


def _visits(desk: Desk) -> Duty:
    return Duty(
        _("走访记录：和登记对不上、等您核实的"),
        conflicts_waiting(desk.actor),
        f"{reverse('office:visits')}?which=waiting",
        _("村里晚到的走访记录和登记对不上时，会列在这里。"),
    )


def _payments(desk: Desk) -> Duty:
    return Duty(
        _("发放清册，等您审批"),
        waiting_for(desk.actor),
        f"{reverse('office:payments')}?state=submitted",
        _("同事送审的发放清册会出现在这里。"),
    )


def _turning(desk: Desk) -> Duty:
    return Duty(
        _("三十天内要停、要续或要重新核实的待遇"),
        turning_in_reach(desk.actor),
        reverse("office:ledger"),
        _("事实不变也会到期的待遇，会提前三十天列在这里。"),
    )


def _contradictions(desk: Desk) -> Duty:
    undecided = [
        row
        for plan in desk.pack.plans
        for row in conflicts(plan, resolutions(plan.id))
        if row.is_open
    ]
    return Duty(
        _("规划前后矛盾，等您作决定"),
        len(undecided),
        reverse("office:contradictions"),
        _("规划里两处对不上的说法会列在这里。"),
    )


def _jobs(desk: Desk) -> Duty:
    return Duty(
        _("失败的后台任务"),
        job_counts(desk.actor).failed,
        reverse("office:jobs"),
        _("没有做成的后台任务会留在这里，等人处理。"),
    )


KINDS: tuple[tuple[tuple[str, ...], Callable[[Desk], Duty]], ...] = (
    (("case.read",), _cases),
    (("delegation.approve",), _delegations),
    (("case.approve",), _reliefs),
    (("case.handle",), _late_reliefs),
    (("case.handle",), _inquiries),
    (("task.read",), _tasks),
    (("alert.read",), _alerts),
    (("visit.settle",), _visits),
    (("parameter.approve",), _to_review),
    (("item.approve",), _items_to_approve),
    (("export.approve",), _exports),
    (("payment.approve",), _payments),
    (("parameter.propose",), _returned),
    (("parameter.propose",), _gaps),
    (("plan.resolve",), _contradictions),
    (("finding.list", "person.list"), _ledger),
    (("outreach.read",), _outreach),
    (("finding.list", "person.list"), _turning),
    (("finding.list", "person.list"), _unknown),
    (("job.read",), _jobs),
)


@dataclass(frozen=True)
class Freshness:
    """How old the figures are that the pages show; the warnings are sentences."""

    swept_on: dt.date | None
    is_synthetic: bool
    warnings: list[str]


def freshness(pack: Pack, today: dt.date) -> Freshness:
    """Return the date of the sweep that is shown and everything that has grown old since."""
    run = current_run()
    warnings = []
    if run is None:
        warnings.append(_("还没有做过全员比对：比对结果和名单是空的。请管理员运行 zhaohui sweep。"))
    elif is_sweep_due(pack.version, today):
        warnings.append(
            _("比对结果之后，日期、数据或参数有变化：下一次全员比对（每夜）以后才反映。")
        )
    if facts := expired_facts(pack.facts, today):
        names = "、".join(fact.name for fact in facts[:6])
        sentence = _("%(count)d 种事实超过了更新期限：%(names)s等。请来源部门重新提供。")
        said = {"count": len(facts), "names": conditional_escape(marked(names))}
        warnings.append(mark_safe(sentence % said))  # noqa: S308 - the names are escaped
    return Freshness(run.as_of if run else None, bool(run and run.is_synthetic), warnings)
