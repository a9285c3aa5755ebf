"""What each step is called where the page's language does not matter: in the audit log and in notices."""

from __future__ import annotations

STEP_WORDS = {
    "submit": "提交申请",
    "hold": "等前一项办完，暂停计时",
    "release": "前一项有了答复，接着办",
    "accept": "受理",
    "return": "一次性告知补正",
    "supplement": "补正",
    "take_supplement": "代收补正的材料",
    "not_accept": "不予受理",
    "review": "开始审查",
    "pause": "暂停计时",
    "resume": "恢复计时",
    "publish": "公示",
    "end_publicity": "公示结束",
    "propose": "拟决定",
    "send_back": "退回再审",
    "approve": "决定",
    "deliver": "送达",
    "receive": "本人收到决定",
    "close": "办结",
    "withdraw": "撤回申请",
    "withdraw_appeal": "撤回复核申请",
    "appeal": "申请复核",
    "take_withdrawal": "代本人撤回申请",
    "take_appeal": "代收复核申请",
    "reopen": "重新办理",
}
