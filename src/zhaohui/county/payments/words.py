"""Why a line is what it is, in plain words; the codes are what is stored."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WHY = {
    "award": _("按核定的金额"),
    "ledger": _("名单没有金额，按标准算"),
    "back": _("补发以前的月份"),
    "raised": _("标准提高，补差额"),
    "again": _("上次没有发成，重发"),
    "set_off": _("抵扣多发的"),
    "over": _("台账认为不符合，请核查"),
    "behind": _("名单的金额低于标准，请核算补差"),
    "differs": _("和台账算的金额不一样"),
    "conflicting": _("和另一项待遇冲突，请核查"),
    "unknown": _("缺证据，台账定不了"),
}
HELD_BACK = {
    "starts": _("中途开始享受，从哪一期起发没有规定"),
    "ends": _("中途到期，发到哪一期没有规定"),
    "suspended": _("停发中"),
    "undated": _("名单没有写从哪天起，不知道发过没有"),
    "amount": _("金额不知道"),
    "nothing": _("金额是零"),
}
DIFFERENT = {
    "begun": _("新开始享受"),
    "resumed": _("恢复发放"),
    "listed": _("新列入名单"),
    "raised": _("金额提高"),
    "lowered": _("金额降低"),
    "not_held": _("名单里没有了"),
    "ended": _("到期"),
    **HELD_BACK,
}
FLAGS = ("over", "behind", "differs", "conflicting", "unknown")


def why(codes: str) -> str:
    """Return the reasons of a line as one text.

    >>> why("")
    ''
    """
    return "；".join(str(WHY.get(code, code)) for code in codes.split(",") if code)
