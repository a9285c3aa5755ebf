"""The one list: filters, table, pages, saved views, search, actions on many rows. 模拟数据."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from zhaohui.county.lists.declare import Column, ListSpec
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_CODE,
    LONG_WORDS,
    MANY,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.list_filters import FilterFields
from zhaohui.doors.office.list_rows import rows_html

COLUMNS = (
    Column(name="name", label=_("姓名"), fields=("name",), show=lambda row: row["name"]),
    Column(
        name="age", label=_("年龄"), fields=("age",), show=lambda row: row["age"], is_number=True
    ),
    Column(
        name="income",
        label=_("金额"),
        fields=("income",),
        show=lambda row: row["income"],
        privacy="sensitive",
        is_number=True,
    ),
)
SPEC: Any = Of(
    name="people",
    title=_("人员名单"),
    url="office:people",
    address="/office/people/",
    columns=COLUMNS,
    empty="",
)
BULK: Any = Of(name="export", label=_("导出"), asks="export", sentence=_("先看会怎样，再确认。"))
UNFILTERED: Any = Of(raw={}, sort_text="", problems={})
FILTERED: Any = Of(raw={"sex": "女"}, sort_text="-age", problems={})


def samples(scene: Scene) -> Samples:
    """Return the samples of the list's parts."""
    return {**_filters(scene), **_table(), **_searching(), **_bulk()}


def _list(**given: Any) -> dict[str, Any]:
    """What the component shows, empty but for what is given."""
    shown = {
        "spec": SPEC,
        "state": UNFILTERED,
        "page": Of(is_lost=False),
        "heads": [],
        "rows": [],
        "filters": [],
        "views": [],
        "bulk": [],
        "previous": "",
        "following": "",
        "first": "",
        "may_save": True,
        "address": "/",
        "count_words": "1,000",
    }
    return {"list": Of(**shown | given)}


def _filter(kind: str, label: Any, *names: str, **given: Any) -> FilterFields:
    return FilterFields(
        kind=kind,
        label=label,
        names=[(name, given.get("written", "")) for name in names],
        options=given.get("options", ()),
        unit=given.get("unit", ""),
        problem=given.get("problem", ""),
    )


def _filters(scene: Scene) -> Samples:
    towns = [(town.code, town.name) for town in scene.pack.towns]
    town = _filter("choice", _("镇"), "town", options=towns[:1])
    chosen = _filter("choice", _("镇"), "town", options=towns, written=towns[-1][0])
    age = _filter("numbers", _("年龄"), "age_from", "age_to", written="80")
    days = _filter("dates", _("日期"), "from", "to")
    text = _filter("text", _("编号"), "number")
    bad = {"problem": _("请填写"), "written": "x"}
    return {
        "list_filters": [
            Sample(EMPTY, _list()),
            Sample(FILLED, _list(filters=[chosen, age, days, text], state=FILTERED)),
        ],
        "list_filter_choice": [
            Sample(EMPTY, {"filter": _filter("choice", _("性别"), "sex")}),
            Sample(MANY, {"filter": chosen}),
            Sample(WRONG, {"filter": _filter("choice", _("镇"), "town", options=towns, **bad)}),
            Sample(LONG, {"filter": _filter("choice", LONG_WORDS, "x", options=[("", LONG_CODE)])}),
            Sample(_("只有一个可选"), {"filter": town}),
        ],
        "list_filter_range": [
            Sample(FILLED, {"filter": age}),
            Sample(_("日期"), {"filter": days}),
            Sample(WRONG, {"filter": _filter("numbers", _("年龄"), "a", "b", unit="岁", **bad)}),
        ],
        "list_filter_text": [
            Sample(EMPTY, {"filter": text}),
            Sample(WRONG, {"filter": _filter("text", _("编号"), "number", **bad)}),
        ],
    }


def _rows(number: int, name: str = "") -> list[tuple[int, str]]:
    rows: list[dict[str, Any]] = [
        {"pk": pk, "name": name or f"S{pk:04}", "age": str(60 + pk), "income": "800"}
        for pk in range(1, number + 1)
    ]
    return list(rows_html(cast("ListSpec", SPEC), rows, has_ticks=True))


def _table() -> Samples:
    heads = [
        Of(label=_("姓名"), is_number=False, order="ascending", query="sort=-name"),
        Of(label=_("年龄"), is_number=True, order="none", query="sort=age"),
        Of(label=_("金额"), is_number=True, order="", query=""),
    ]
    filled = {"heads": heads, "bulk": [BULK]}
    teaching = SimpleNamespace(**vars(SPEC) | {"empty": _("还没有走访记录。")})
    return {
        "list_table": [
            Sample(FILLED, _list(rows=_rows(3), **filled)),
            Sample(MANY, _list(rows=_rows(20), **filled)),
            Sample(LONG, _list(rows=_rows(1, LONG_WORDS + LONG_CODE), **filled)),
            Sample(EMPTY, _list()),
            Sample(_("空，说明会有什么"), _list(spec=teaching)),
            Sample(_("翻页时变了"), _list(page=Of(is_lost=True))),
        ],
        "list_pages": [
            Sample(_("中间一页"), _list(previous="before=1", following="after=1")),
            Sample(_("第一页"), _list(following="after=1")),
            Sample(_("只有一页"), _list()),
        ],
    }


def _searching() -> Samples:
    lookup = {
        "address": "/",
        "label": _("找一个人"),
        "hint": _("身份证号，或登记号"),
        "problem": "",
        "purposes": [("visit", "走访核实")],
    }
    views = [Of(pk=1, name="X"), Of(pk=2, name=LONG_CODE)]
    return {
        "list_lookup": [
            Sample(EMPTY, {"lookup": Of(**lookup | {"purposes": []})}),
            Sample(_("要写事由"), {"lookup": Of(**lookup)}),
            Sample(WRONG, {"lookup": Of(**lookup | {"problem": _("请填写")})}),
        ],
        "list_views": [
            Sample(FILLED, _list(views=views)),
            Sample(_("可以保存"), _list(state=FILTERED)),
            Sample(EMPTY, _list()),
            Sample(_("不能保存"), _list(may_save=False)),
        ],
    }


def _bulk() -> Samples:
    preview = {
        "spec": SPEC,
        "action": BULK,
        "chosen": Of(ids=None, state=FILTERED),
        "in_words": _("不限"),
        "written": {"purpose": ""},
        "problems": [],
        "preview": Of(included=[1, 2, 3], excluded=[], digest="x"),
    }
    refused = Of(included=[1], excluded=[(_("不在您的职责范围内"), 2)], digest="x")
    nobody = Of(included=[], excluded=[(LONG_WORDS, 2)], digest="x")
    ticked = Of(ids=(1,), state=UNFILTERED)
    return {
        "list_bulk": [
            Sample(FILLED, _list(rows=_rows(1), bulk=[BULK], state=FILTERED)),
            Sample(EMPTY, _list(bulk=[BULK])),
        ],
        "list_export_fields": [
            Sample(FILLED, {"spec": SPEC, "written": {"purpose": ""}, "problems": []}, "form"),
            Sample(
                WRONG,
                {
                    "spec": SPEC,
                    "written": {"purpose": "核对"},
                    "problems": [{"id": "export-purpose", "sentence": _("请选择。")}],
                },
                "form",
            ),
        ],
        "list_preview": [
            Sample(FILLED, preview),
            Sample(_("有的不办"), preview | {"preview": refused, "chosen": ticked}),
            Sample(_("没有可以办的"), preview | {"preview": nobody}),
        ],
    }
