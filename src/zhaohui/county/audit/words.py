"""What an entry says, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhaohui.county.accounts.action_names import ACTIONS

# A resident reads these: 您 is the person whom the entry concerns.
RESIDENT_WORDS = {
    "person.read": _("看了您的信息"),
    "person.list": _("看了有您的人员名单"),
    "person.reveal": _("看了您的一个完整号码"),
    "finding.list": _("看了有您的比对名单"),
    "finding.read": _("看了您能不能享受待遇的推算"),
    "record.read": _("看了您的台账记录"),
    "record.write": _("登记或者修改了您的台账记录"),
    "export.request": _("为导出处理了有您的名单"),
    "audit.read": _("查了关于您的审计记录"),
    "self.read": _("看了您的信息"),
    "self.audit": _("看了谁看过您的数据"),
    "draft.write": _("填写或者处理了您的申请"),
    "account.issue_code": _("核对身份后给了您绑定代码"),
    "account.bind": _("把账户和您本人对上"),
    "account.unbind": _("解除了账户和您本人的绑定"),
    "self.inbox": _("看了、答复了给您的消息，或者改了联系意愿"),
    "outreach.read": _("看了有您的联系名单"),
    "outreach.note": _("记录了和您联系的结果"),
    "outreach.send": _("给您发通知，或者撤回"),
    "outreach.deliver": _("通知发给了您"),
    "outreach.award": _("记下您的待遇已经办好"),
    "case.own": _("提交、看了或者处理了您的办件"),
    "case.read": _("看了您的办件"),
    "case.take_in": _("代您提交申请"),
    "case.accept": _("受理了您的申请，或者告知补正"),
    "case.handle": _("审查了您的办件"),
    "case.approve": _("审批了您的办件"),
    "payment.read": _("看了您的发放情况"),
    "payment.hold": _("办理了您的停发、恢复、年审或者追回"),
    "payment.bank": _("为发放用了您的账号"),
    "payment.approve": _("审批了您的追回"),
    "mandate.give": _("您委托了亲友"),
    "mandate.accept": _("亲友接受了您的委托"),
    "mandate.revoke": _("收回了给亲友的委托"),
}
# Auditors read these.
AUDITOR_WORDS = {
    "person.read": _("看一个人的信息"),
    "person.list": _("看人员名单"),
    "person.reveal": _("看一个完整号码"),
    "finding.list": _("看比对名单"),
    "finding.read": _("看推算过程"),
    "record.read": _("看台账记录"),
    "record.write": _("登记或者修改台账记录"),
    "export.request": _("申请、生成或者下载导出"),
    "export.approve": _("批准或者退回导出"),
    "audit.read": _("查审计记录"),
    "self.read": _("居民或者受委托的亲友看信息"),
    "self.audit": _("居民看谁看过自己的数据"),
    "draft.write": _("填写或者处理申请"),
    "view.save": _("保存名单筛选"),
    "self.inbox": _("居民看、答复消息，改联系意愿"),
    "outreach.find": _("按台账找人"),
    "outreach.read": _("看联系名单"),
    "outreach.note": _("记录联系结果"),
    "outreach.send": _("发通知、撤回通知"),
    "outreach.deliver": _("发出通知、读回执"),
    "outreach.award": _("记为已办"),
    "case.own": _("申请人一方办件"),
    "case.read": _("看办件"),
    "case.take_in": _("代收申请"),
    "case.accept": _("受理、一次性告知"),
    "case.handle": _("审查、拟决定、送达"),
    "case.approve": _("审批决定"),
    "case.escalate": _("超期督办"),
    "payment.read": _("看发放清册和个人发放情况"),
    "payment.draw": _("造清册、送审、退回、作废，核算补差"),
    "payment.approve": _("审批清册或者追回"),
    "payment.bank": _("生成发放文件，导入回盘，对账"),
    "payment.hold": _("停发、恢复、年审、追回、还款"),
    "holding.import": _("导入发放名单"),
    "item.evaluate": _("评估服务事项"),
    "item.propose": _("提出、撤回事项调整"),
    "item.approve": _("审批、退回事项调整"),
    "parameter.propose": _("补填参数"),
    "parameter.approve": _("复核参数"),
    "reform.simulate": _("改革测算"),
    "plan.resolve": _("处理规划矛盾"),
    "job.retry": _("让后台任务再试"),
    "account.issue_code": _("给出绑定代码"),
    "account.bind": _("绑定本人"),
    "account.unbind": _("解除绑定"),
    "account.sign_in": _("登录"),
    "account.sign_up": _("注册账户"),
    "account.delete": _("删除账户"),
    "account.password": _("修改密码"),
    "account.password_link": _("给出重设密码的链接"),
    "account.password_reset": _("重设密码"),
    "account.recovery_codes": _("重新生成恢复码"),
    "account.second_factor_on": _("打开两步验证"),
    "account.second_factor_off": _("关闭两步验证"),
    "account.connect": _("连接外部身份"),
    "account.disconnect": _("断开外部身份"),
    "mandate.give": _("委托亲友"),
    "mandate.accept": _("接受委托"),
    "mandate.revoke": _("收回委托"),
    "officer.invite": _("邀请工作人员"),
    "officer.appoint": _("任免岗位"),
    "officer.end_appointment": _("结束任职"),
    "officer.accept_invitation": _("接受邀请"),
    "officer.revoke_invitation": _("撤回邀请"),
    "officer.create_admin": _("建立首个管理账户"),
    "officer.drop_expired": _("清理过期的邀请和代码"),
}


def resident_words(action: str) -> str:
    """Return what was done as the person concerned reads it."""
    words = RESIDENT_WORDS.get(action)
    return auditor_words(action) if words is None else str(words)


def auditor_words(action: str) -> str:
    """Return what was done as an auditor reads it; the policy's sentence, or the name, at last."""
    return str(AUDITOR_WORDS.get(action) or ACTIONS.get(action) or action)
