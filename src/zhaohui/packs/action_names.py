"""Every action that a policy can allow, by name. What is not listed here can't be done.

The list lies with the packs because access/policy.csv is written in these words: the check of a
pack and the county's gate read the same list.
"""

from __future__ import annotations

# The sentence is what the page "why can this officer see this?" shows; see access/policy.csv.
ACTIONS: dict[str, str] = {
    # a signed-in resident
    "self.home": "看自己的账户和待办",
    "self.read": "看自己的事实和结果",
    "self.audit": "看谁看过我的数据",
    "self.mandate": "委托家人代办、随时收回",
    "self.bind": "用窗口给的代码把账户和本人对上",
    "self.inbox": "看给自己的消息，答复，定怎样联系",
    "draft.write": "填写、保存自己的申请草稿",
    "case.own": "提交申请；看自己的办件，补正、撤回、申请复核",
    "voice.own": "看自己的诉求，评价，要求重办",
    # an officer
    "office.home": "进入办公端首页",
    "person.list": "看辖区内的人员列表",
    "person.read": "看辖区内一个人的事实",
    "person.reveal": "凭事由看一个人完整的证件号、电话或卡号",
    "finding.list": "看比对结果的分镇分村数和名单",
    "finding.read": "看一个人一条规则的推算过程",
    "record.read": "看辖区内的台账记录",
    "record.write": "登记、修改辖区内的台账记录",
    "outreach.funnel": "看服务找人走到哪一步（只有数）",
    "outreach.read": "看辖区内的联系名单和发件",
    "outreach.note": "记录联系结果、本人的同意和不愿联系",
    "outreach.send": "发通知、撤回还没有发出的通知",
    "outreach.award": "记下确认后的办理结果",
    "case.read": "看辖区内的办件",
    "case.take_in": "代本人填表提交申请（窗口、帮办）",
    "case.accept": "受理、一次性告知、不予受理",
    "case.handle": "审查、公示、拟决定、送达、办结",
    "case.approve": "批准或者退回拟定的决定，重新办理",
    "case.assign": "分派、交接办件，看每人手上多少件，均分",
    "leave.mark": "登记自己的离岗日期和代办同事",
    "nearby.read": "看就近办统计（只有数）",
    "delegation.read": "看赋权事项、能力评估和到期",
    "delegation.propose": "提出、延长、收回赋权，做能力评估",
    "delegation.approve": "审批别人提出的赋权和延长",
    "queue.serve": "取号、叫号、过号、办完；登记自助机",
    "queue.read": "看大厅的取号和等候数（只有数）",
    "voice.take_in": "代人记录诉求、投诉、建议（窗口、走访）",
    "task.read": "看辖区内的工单（诉求、差评回访）",
    "task.assign": "分派、转办工单",
    "task.handle": "办理、答复工单，写公开的摘要",
    "task.approve": "审批答复，延期，督办",
    "visit.note": "看今天的走访名单，记走访结果（手机离线也能记）",
    "visit.read": "看辖区内的走访记录和对不上的",
    "visit.settle": "处理对不上的走访记录",
    "payment.read": "看发放清册，和辖区内每个人发了什么",
    "payment.draw": "造发放清册、送审、作废，核算补差",
    "payment.approve": "审批别人造的发放清册和追回",
    "payment.bank": "生成发放文件，导入回盘，对账",
    "payment.hold": "停发、恢复、年审、提出追回、记还款",
    "view.save": "保存自己的列表筛选",
    "export.read": "看导出申请：自己的；批准人看全部",
    "export.request": "申请导出名单",
    "export.approve": "批准别人的导出申请",
    "pack.read": "看县包、来源和缺口",
    "parameter.propose": "补填缺口参数（写明出处）",
    "parameter.approve": "复核别人补填的参数",
    "item.propose": "评估服务事项，提出调整（写明出处）",
    "item.approve": "审批别人提出的事项调整",
    "reform.simulate": "测算改一项标准会怎样，保存测算方案",
    "plan.resolve": "记录对规划矛盾的处理决定",
    "account.bind": "当面核对身份后给居民绑定代码",
    "officer.read": "看工作人员名册和岗位",
    "officer.invite": "邀请工作人员、任免岗位",
    "access.explain": "查为什么某人能看到某条数据",
    "audit.read": "看审计记录",
    "job.read": "看后台任务",
    "job.retry": "让失败的后台任务再试一次",
    "gallery.read": "看界面部件样张",
}

# The steps of a case that a department can delegate to towns and villages 赋权, and their actions.
DELEGABLE: dict[str, str] = {
    "accept": "case.accept",
    "review": "case.handle",
    "decide": "case.approve",
}
