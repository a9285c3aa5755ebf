"""The list of a register's records, declared by the register's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.actions.request_export import MOST_ROWS, ask_and_show
from zhaohui.county.lists.catalogue import REGISTER
from zhaohui.county.lists.declare import BulkAction, Column, ListSpec, Lookup, Row, Sort
from zhaohui.county.lists.errors import FilterFault, NoSuchListError
from zhaohui.county.lists.filters import Choice, Filter, area, one_of, starts_with
from zhaohui.county.registers.contents import cell
from zhaohui.county.registers.fields import shown
from zhaohui.county.registers.layouts import columns_to_ask
from zhaohui.county.registers.narrowing import narrowed
from zhaohui.county.registers.queries import listed, register_of
from zhaohui.county.registers.record_filters import field_filter
from zhaohui.county.registers.written import match_key
from zhaohui.county.registry.people_list import area_names, area_options
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

READ = "record.read"
FAULTY, OVERDUE = "faulty", "overdue"
SHORTEST = 2


def record_list(register_id: str) -> ListSpec:
    """Return the list of a register; NoSuchListError where the pack has no such register."""
    try:
        register = register_of(register_id)
    except NotVisible as error:
        raise NoSuchListError(_("没有这本台账。"), hint=_("请从台账页面进入。")) from error
    return ListSpec(
        name=f"{REGISTER}{register.id}",
        title=register.name,
        url="office:register",
        url_args=(register.id,),
        action=READ,
        person="person_id" if register.is_about_somebody else "",
        rows=lambda actor: rows_of(actor, register),
        empty=gettext_lazy("还没有记录，或者没有符合条件的。您只看得到自己辖区里的记录。"),
        columns=tuple(columns_of(register)),
        sorts=(
            Sort(name="place", label=gettext_lazy("所在地"), key="area"),
            Sort(name="newest", label=gettext_lazy("登记先后"), is_newest_first=True),
        ),
        filters=tuple(filters_of(register)),
        narrow=lambda actor, state: narrowed(actor, register, state.raw),
        bulk=(EXPORT,),
        lookup=Lookup(
            label=gettext_lazy("找一条记录"),
            hint=gettext_lazy("写名称的前两个字；关于个人的台账写姓名的前两个字。"),
            condition=lambda _actor, words: sought(register, words),
        ),
    )


def rows_of(actor: Actor, register: RegisterRow) -> QuerySet[Any]:
    """Return the list's rows, those about somebody with her name."""
    rows = listed(actor, register)
    return rows.annotate(name=F("person__name")) if register.is_about_somebody else rows


def columns_of(register: RegisterRow) -> list[Column]:
    """Return who or what, where, the state, the columns that the file names, the next review."""
    return [
        Column(
            name="title",
            label=gettext_lazy("姓名")
            if register.is_about_somebody
            else register.title or _("编号"),
            fields=("name",) if register.is_about_somebody else ("title",),
            show=_title,
            privacy="personal" if register.is_about_somebody else "normal",
            href=lambda row: reverse("office:record", args=(register.id, row["pk"])),
        ),
        Column(
            name="place",
            label=gettext_lazy("所在地"),
            fields=("area",),
            prepare=_place,
            privacy="personal" if register.is_about_somebody else "normal",
            sort="place",
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: _state(register, row["state"]),
        ),
        *(_own_column(register, name) for name in register.columns if name != register.title),
        *([_review_column()] if register.review_months else []),
    ]


def filters_of(register: RegisterRow) -> list[Filter]:
    """Return place, state, what is wrong, and the fields that the file names."""
    found: list[Filter] = [
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
        one_of(
            "state",
            gettext_lazy("状态"),
            "walked_state",
            lambda: [(state.id, state.name) for state in register.states],
        ),
    ]
    if register.quality or register.review_months:
        found.append(
            Choice(
                name="quality",
                label=gettext_lazy("数据质量"),
                options=lambda _actor, _raw: [(FAULTY, _("有问题")), (OVERDUE, _("该核实了"))],
                conditions=_quality,
            )
        )
    fields = {field.name: field for field in register.fields}
    asked = columns_to_ask(register) if register.fields else {}
    return found + [field_filter(fields[name], column) for name, column in asked.items()]


def _quality(value: str) -> Q | None:
    asked = {FAULTY: Q(fault_count__gt=0), OVERDUE: Q(review_due__lt=county_today())}
    return asked.get(value)


def sought(register: RegisterRow, words: str) -> Q:
    """Return the condition of a name's beginning, or a key; FilterFault for fewer than two characters."""
    text = "".join(words.split())
    if len(text) < SHORTEST:
        raise FilterFault(_("请写前两个字。"))
    if register.is_about_somebody:
        return starts_with("person__name", text)
    return starts_with("match_key", match_key(text)) | Q(natural_key=text)


def _title(row: Row) -> str:
    return row.get("name") or row.get("title") or _("第 %(n)s 号") % {"n": row["pk"]}


def _place() -> Callable[[Row], str]:
    names = area_names(current_pack())
    return lambda row: str(names.get(row["area"], row["area"]))


def _state(register: RegisterRow, state_id: str) -> str:
    state = register.state(state_id)
    return state.name if state else state_id


def _own_column(register: RegisterRow, name: str) -> Column:
    field: RegisterField | None = register.field(name)

    def show(row: Row) -> str:
        if field is None:
            return cell(row["values"], name)
        return shown(field, row["values"].get(name, ""))

    return Column(
        name=name,
        label=name,
        fields=("values",),
        show=show,
        privacy="personal" if register.is_about_somebody else "normal",
        is_number=field is not None and field.type in ("int", "money"),
    )


def _review_column() -> Column:
    return Column(
        name="review",
        label=gettext_lazy("应核实日期"),
        fields=("review_due",),
        show=lambda row: row["review_due"].isoformat() if row["review_due"] else "",
    )


EXPORT = BulkAction(
    name="export",
    label=gettext_lazy("申请导出"),
    action="export.request",
    sentence=gettext_lazy("导出要写明用途，由另一位批准；文件加密保存，只能下载一次。"),
    run=ask_and_show,
    asks="export",
    cap=MOST_ROWS,
)
