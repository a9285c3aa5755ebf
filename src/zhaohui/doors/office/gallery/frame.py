"""The frame of every page: head, foot, navigation, trail, messages, doors, search."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    MANY,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)

PUBLIC = Of(actor=Of(kind="public", label=""), user=Of(is_authenticated=False), path="/")
RESIDENT = Of(actor=Of(kind="resident", label=""), user=Of(is_authenticated=True), path="/")
OFFICER = Of(actor=Of(kind="officer", label="模拟人员"), user=Of(is_authenticated=True), path="/")


def samples(scene: Scene) -> Samples:
    """Return the samples of the frame."""
    navigation = [
        {"href": "/", "label": _("我能享受什么"), "current": True},
        {"href": "/", "label": _("服务目录"), "current": False},
    ]
    page = {"pack": scene.pack, "navigation": navigation, "elder": False, "keep_in_form": ""}
    return {
        "header": [
            Sample(_("居民"), page | {"request": _asked(RESIDENT)}),
            Sample(
                _("工作人员"),
                page
                | {
                    "request": _asked(OFFICER),
                    "navigation": navigation * 4,
                    "rooms_beside": navigation * 4,
                },
            ),
            Sample(_("包读不出来时"), page | {"request": _asked(PUBLIC), "pack": None}),
        ],
        "footer": [
            Sample(FILLED, {"navigation": navigation}),
            Sample(EMPTY, {"navigation": []}),
        ],
        "account_menu": [
            Sample(_("没有登录"), {"request": PUBLIC}, "head"),
            Sample(_("居民"), {"request": RESIDENT}, "head"),
            Sample(_("工作人员"), {"request": OFFICER}, "head"),
        ],
        "preferences": [
            Sample(FILLED, {"request": _asked(PUBLIC), "elder": False, "keep_in_form": ""}, "head"),
            Sample(
                _("长者模式"),
                {"request": _asked(PUBLIC), "elder": True, "keep_in_form": ""},
                "head",
            ),
        ],
        "trail": [
            Sample(FILLED, {"steps": [{"href": "/", "label": _("服务目录")}], "here": "模拟服务"}),
            Sample(LONG, {"steps": [], "here": LONG_WORDS}),
        ],
        "office_trail": [
            Sample(FILLED, _office_trail(here="模拟人员")),
            Sample(
                _("两层"),
                _office_trail(up_rule=scene.pack.rules[0], here="模拟人员"),
            ),
            Sample(LONG, _office_trail(here=LONG_WORDS)),
        ],
        "account_trail": [
            Sample(FILLED, _account_trail(RESIDENT)),
            Sample(_("两层"), _account_trail(OFFICER, is_security=True)),
            Sample(LONG, _account_trail(RESIDENT, here=LONG_WORDS)),
        ],
        "messages": [
            Sample(_("办成了"), _messages("success", _("已保存。"))),
            Sample(WRONG, _messages("error", _("有内容需要改"))),
            Sample(LONG, _messages("success", LONG_WORDS)),
        ],
        "door": [
            Sample(FILLED, _door(first=False)),
            Sample(_("最要紧的一个"), _door(first=True)),
            Sample(LONG, _door(first=False) | {"note": LONG_WORDS}),
        ],
        "domain_tile": [
            Sample(FILLED, {"domain": scene.pack.domains[0], "count": 12}),
            Sample(_("只有一项"), {"domain": scene.pack.domains[0], "count": 1}),
        ],
        "search": [
            Sample(EMPTY, {"id": "q", "query": "", "domain": ""}),
            Sample(FILLED, {"id": "q", "query": "高龄", "domain": scene.pack.domains[0].code}),
        ],
        "pages": [
            Sample(_("中间一页"), {"page": _page(2, 9), "query": ""}),
            Sample(_("第一页"), {"page": _page(1, 9), "query": ""}),
            Sample(_("只有一页"), {"page": _page(1, 1), "query": ""}),
        ],
        "error_summary": [
            Sample(WRONG, {"problems": [{"id": "count", "sentence": _("请选择。")}]}),
            Sample(MANY, {"problems": [{"id": "count", "sentence": LONG_WORDS}] * 6}),
            Sample(EMPTY, {"problems": []}),
        ],
    }


def _asked(request: Of) -> Of:
    return Of(actor=request.actor, user=request.user, path="/", get_full_path="/")


def _office_trail(**given: Any) -> dict[str, Any]:
    room = {"href": "#rooms", "label": _("比对结果"), "current": True}
    nothing = {"up_rule": None, "up_ledger": None, "up_parameter": "", "up_register": None}
    return {"room_here": room, **nothing, **given}


def _account_trail(who: Of, **given: Any) -> dict[str, Any]:
    return {"request": Of(actor=who.actor), "is_security": False, "here": _("修改密码"), **given}


def _messages(level: str, words: Any) -> dict[str, Any]:
    said = _Said(words, level)
    return {"request": Of(COOKIES={"messages": "x"}), "messages": [said]}


class _Said:
    """A message as Django gives it: its text, and the level as a word."""

    def __init__(self, words: Any, level_tag: str) -> None:
        self.words = words
        self.level_tag = level_tag

    def __str__(self) -> str:
        return str(self.words)


def _door(*, first: bool) -> dict[str, Any]:
    return {
        "href": "/",
        "name": _("服务目录"),
        "note": _("每项服务给谁、给什么、标准多少、依据哪份文件。"),
        "first": first,
    }


def _page(number: int, of: int) -> Of:
    return Of(
        number=number,
        paginator=Of(num_pages=of),
        has_previous=number > 1,
        has_next=number < of,
        previous_page_number=number - 1,
        next_page_number=number + 1,
    )
