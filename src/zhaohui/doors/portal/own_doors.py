"""The doors of 我的: where each leads, what it is called, what lies behind it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.county.accounts.actor import Actor

Door = tuple[str, str, str]
INBOX = "portal:me-inbox"
BIND: Door = (
    "portal:me-bind",
    gettext_noop("绑定本人"),
    gettext_noop("用窗口给的代码，把账户和本人对上"),
)
# For whoever is bound to herself.
OWN: tuple[Door, ...] = (
    (
        "portal:me-facts",
        gettext_noop("我的数据"),
        gettext_noop("登记了什么、来自哪里、什么时候的"),
    ),
    (
        "portal:me-entitlements",
        gettext_noop("我的待遇"),
        gettext_noop("在享受什么、还能申请什么、什么快到期"),
    ),
    (
        "portal:me-payments",
        gettext_noop("我的发放"),
        gettext_noop("哪个月发了多少、到账没有、接下来发什么"),
    ),
    (INBOX, gettext_noop("给我的消息"), gettext_noop("您可以享受什么；怎样联系我也在这里定")),
    (
        "portal:me-cases",
        gettext_noop("我的办件"),
        gettext_noop("办到哪一步、谁在办、要我做什么"),
    ),
    (
        "portal:me-voices",
        gettext_noop("我的诉求"),
        gettext_noop("说过什么、怎么答复的；不满意可以要求重办"),
    ),
    (
        "portal:me-checks",
        gettext_noop("核对我的情况"),
        gettext_noop("同意核对、看结果，不对可以提异议"),
    ),
    (
        "portal:me-duties",
        gettext_noop("我的日子"),
        gettext_noop("体检、接种、随访、年审到哪天；可以存到手机日历"),
    ),
    (
        "portal:me-offers",
        gettext_noop("我的预约和轮候"),
        gettext_noop("约了什么、排到哪里，轮到了要确认"),
    ),
    (
        "portal:me-suggestions",
        gettext_noop("为您推荐"),
        gettext_noop("按登记的情况推荐岗位、培训和指导，写明理由，可以不要"),
    ),
)
# For every account.
EVERY: tuple[Door, ...] = (
    ("portal:apply", gettext_noop("办事"), gettext_noop("可以申请的事项，和填到一半的")),
    (
        "portal:me-mandates",
        gettext_noop("亲友代办"),
        gettext_noop("请家人替我办事，或者替家人办事"),
    ),
    (
        "portal:me-audit",
        gettext_noop("谁看过我的数据"),
        gettext_noop("什么时候、哪个单位、为什么"),
    ),
    (
        "mfa_index",
        gettext_noop("登录与安全"),
        gettext_noop("密码、验证器、通行密钥、删除账户"),
    ),
)


def own_doors(actor: Actor, unread: int) -> list[Door]:
    """Return address, name and note of each door; the inbox says how much is unread."""
    doors = [*(OWN if actor.person_id else (BIND,)), *EVERY]
    return [(reverse(name), _(label), _note(name, note, unread)) for name, label, note in doors]


def _note(name: str, note: str, unread: int) -> str:
    if name == INBOX and unread:
        return _("有 %(unread)s 条没看；怎样联系我也在这里定") % {"unread": unread}
    return _(note)
