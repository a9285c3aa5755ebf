"""What each room of the office is for, in one sentence: the first page leads there."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.county.accounts.actor import Actor
from zhaohui.doors.office.navigation import allowed_groups

NOTES = {
    "office:domains": gettext_noop("每个领域今天要办的、缺口、台账、供给，和规划对照。"),
    "hall:window": gettext_noop(
        "照证件找到人，看他能享受什么，代他填表提交，打印回执；全程用键盘。"
    ),
    "hall:queue": gettext_noop("今天的号、等了多久；登记本大厅的自助机。"),
    "office:cases": gettext_noop("受理、审查、拟决定、审批；快到期和超期的排在前面。"),
    "office:workload": gettext_noop("每人手上多少件、多少快到期和超期；先看再均分。"),
    "office:leave": gettext_noop("哪几天不在、谁代办；到那天办件自动交接。"),
    "office:delegations": gettext_noop(
        "哪些事项赋给了镇村、到哪天；提出、审批、延长、收回，承接能力评估。"
    ),
    "office:nearby": gettext_noop("在网上、村、镇、区办的各多少，用了几天。"),
    "office:bundles": gettext_noop("一件事办到哪里、超期几件、几天一起答复；事项上线率。"),
    "office:inquiries": gettext_noop("别处请本辖区核实的情况，本辖区请别处核实的情况。"),
    "office:tasks": gettext_noop("诉求、投诉、建议和差评回访：分派、答复、审批、督办。"),
    "office:alerts": gettext_noop("哪里出了状况：依据、级别、谁在什么时候以前处置；写结论。"),
    "office:signals": gettext_noop("每项预警看什么、到多少发出、以往错了多少；填报监测数。"),
    "office:offers": gettext_noop(
        "场馆时段、床位、学位、住房：公布、预约签到、轮候核实、公开分配、年审。"
    ),
    "office:verifications": gettext_noop(
        "经本人授权，请人社、住建等部门核对收入、住房和参保；看结果、采用、异议。"
    ),
    "office:questions": gettext_noop("别的部门请本部门核对的：答复，复核异议。"),
    "office:duties": gettext_noop(
        "产检、体检、接种、探访、随访、复评、年审：谁该办、到哪天，过了的排在前面。"
    ),
    "office:duty-coverage": gettext_noop("每项计划各镇按期办了多少、超期多少（只有数）。"),
    "field:today": gettext_noop("今天要走访谁、为什么、核对什么；手机上没有网络也能记。"),
    "office:visits": gettext_noop("村里走访记下了什么；和登记对不上的等核实。"),
    "office:voice-kinds": gettext_noop("来窗口或者走访时说的，替他记下来。"),
    "office:people": gettext_noop("找一个人，或按村、年龄和状况筛出名单；点姓名看档案。"),
    "office:registers": gettext_noop("走访时登记、查看和修改台账记录。"),
    "office:surveys": gettext_noop("调查表回收了多少、都怎么答的。"),
    "office:findings": gettext_noop(
        "每项待遇有多少人符合、多少人还缺信息，分镇分村，点数字看名单。"
    ),
    "office:ledger": gettext_noop("谁该享受没享受、谁在享受已不符合、谁的金额不对，点数字看名单。"),
    "office:payrolls": gettext_noop("合在一起发的待遇，一人一行：这次发多少、补差多少。"),
    "office:outreach": gettext_noop("要联系谁、为什么；发通知，记联系结果，记为已办。"),
    "office:outreach-funnel": gettext_noop("找到、告知、确认、享受各多少人，用了几天。"),
    "office:payments": gettext_noop("每月造册、审批、送银行、回盘、对账；和上月有什么不同。"),
    "office:payment-reviews": gettext_noop("哪些人的年审到期了，通知了没有，审了没有。"),
    "office:payment-recoveries": gettext_noop("多发的追回：提出、审批、每月抵扣、还款。"),
    "office:payment-payees": gettext_noop("监护人、受委托的人代领：提出、审批、停止。"),
    "office:rules": gettext_noop(
        "每条规则写成句子和表：条件、金额、各期标准、案例；改标准从这里进。"
    ),
    "office:relations": gettext_noop("哪些待遇不能同时享受、哪些可以、哪一项接着哪一项。"),
    "office:parameters": gettext_noop(
        "规则里的标准：缺哪些、谁在补；填写要写明文件，由另一位同事复核。"
    ),
    "office:items": gettext_noop(
        "每件事的办事指南：缺哪些要素、该怎么调；评估、提案、另一人审批、公布。"
    ),
    "office:simulate": gettext_noop(
        "改一项标准要多花多少、谁多得谁少得；只看汇总，不改现在的标准。"
    ),
    "office:pack": gettext_noop("每个数字出自哪份文件、核对到什么程度、缺口归谁补。"),
    "office:contradictions": gettext_noop("规划里两处对不上的，作决定并公开。"),
    "office:exports": gettext_noop("申请过的和等批准的名单导出。"),
    "office:binding": gettext_noop("居民带身份证来：绑定账户，或者重设密码。"),
    "office:officers": gettext_noop("谁在什么岗位、管哪里；任职和离岗。"),
    "office:invitations": gettext_noop("请新同事开账户；给忘了密码的同事重设链接。"),
    "office:why": gettext_noop("某个账户能不能看到某个人，依据哪一条。"),
    "office:audit": gettext_noop("谁在什么时候看过、改过什么，为什么。"),
    "office:jobs": gettext_noop("后台没做成的任务、昨夜的批处理。"),
    "office:gallery": gettext_noop("页面部件的各种样子，做新页面时对照。"),
}


def rooms(actor: Actor) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the rooms that the actor may open by group, each with its sentence."""
    found = [
        (
            _(label),
            [
                {"href": room.href, "label": room.label, "note": _(NOTES[room.name])}
                for room in own
                if room.name in NOTES
            ],
        )
        for label, own in allowed_groups(actor)
    ]
    return [(label, own) for label, own in found if own]
