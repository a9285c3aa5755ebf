"""The list of audit entries 审计记录, declared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import orjson
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import COUNTY_ZONE
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.change_words import change_words
from zhaohui.county.audit.queries import about_person, actions_seen, between_days, visible_to
from zhaohui.county.audit.words import auditor_words
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.filters import DateRange, Raw, Words, one_of

LONGEST_NUMBER = 18
SHOWN_FIELDS = 6
SUBJECTS = {
    "person": gettext_lazy("登记号"),
    "people": gettext_lazy("人数"),
    "record": gettext_lazy("台账记录"),
    "draft": gettext_lazy("草稿"),
    "user": gettext_lazy("账户"),
    "export": gettext_lazy("导出"),
    "job": gettext_lazy("后台任务"),
    "view": gettext_lazy("筛选"),
    "list": gettext_lazy("名单"),
    "officer": gettext_lazy("工作人员"),
    "invitation": gettext_lazy("邀请"),
    "parameter-proposal": gettext_lazy("参数补填"),
    "reform-scenario": gettext_lazy("测算方案"),
    "contradiction": gettext_lazy("规划矛盾"),
    "search": gettext_lazy("查找"),
}


@dataclass(frozen=True, kw_only=True)
class NumberOf:
    """One whole number, such as a registry id."""

    name: str
    label: Words
    asked: Callable[[int], Q]
    kind: str = "text"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The name of its parameter."""
        return (self.name,)

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; raises FilterFault for what is no number."""
        number = number_in(raw.get(self.name, ""), str(self.label))
        return None if number is None else self.asked(number)

    def words(self, raw: Raw, _actor: Actor) -> str:
        """Say in words what is asked."""
        return raw.get(self.name, "")


class Days(DateRange):
    """Days of the county, found by the numbers of entries: they lie in the order of time."""

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; raises FilterFault for what is no day."""
        if super().condition(raw) is None:
            return None
        ends = (raw.get(name, "") for name in self.parameters)
        return between_days(*(dt.date.fromisoformat(end) if end else None for end in ends))


def number_in(text: str, label: str) -> int | None:
    """Return the number written, None where nothing is; raises FilterFault for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise FilterFault(_("“%(label)s”请写数字编号。") % {"label": label})
    return int(text)


def county_time(at: str) -> str:
    """Return an entry's time as the county's clock showed it."""
    local = dt.datetime.fromisoformat(at).astimezone(ZoneInfo(COUNTY_ZONE))
    return f"{local:%Y-%m-%d %H:%M:%S}"


def _who(row: Row) -> str:
    account = "" if row["actor_id"] is None else f"（{row['actor_id']}）"
    return f"{row['actor_label']}{account}"


def _subject(row: Row) -> str:
    kind = row["subject_kind"]
    return "" if kind is None else f"{SUBJECTS.get(kind, kind)} {row['subject_id']}"


def _content(row: Row) -> str:
    """Return the names of the fields and the small values, a long list cut short."""
    names = [str(name) for name in orjson.loads(row["fields"])]
    told = "、".join(names[:SHOWN_FIELDS])
    if len(names) > SHOWN_FIELDS:
        told += _("等 %(number)s 项") % {"number": len(names)}
    change = orjson.loads(row["change"]) if row["change"] else {}
    return "；".join([*([told] if told else []), *change_words(change)])


AUDIT = ListSpec(
    name="audit",
    title=gettext_lazy("审计记录"),
    url="office:audit",
    action="audit.read",
    rows=visible_to,
    empty=gettext_lazy("没有符合条件的记录。少选一个条件试试。"),
    columns=(
        Column(
            name="seq",
            label=gettext_lazy("编号"),
            fields=("seq",),
            is_number=True,
            show=lambda row: str(row["seq"]),
            sort="number",
        ),
        Column(
            name="at",
            label=gettext_lazy("时间"),
            fields=("at",),
            show=lambda row: county_time(row["at"]),
        ),
        Column(
            name="who",
            label=gettext_lazy("单位、岗位（账户）"),
            fields=("actor_label", "actor_id"),
            show=_who,
        ),
        Column(
            name="action",
            label=gettext_lazy("动作"),
            fields=("action",),
            show=lambda row: auditor_words(row["action"]),
        ),
        Column(
            name="subject",
            label=gettext_lazy("对象"),
            fields=("subject_kind", "subject_id"),
            show=_subject,
        ),
        Column(
            name="purpose",
            label=gettext_lazy("事由"),
            fields=("purpose",),
            show=lambda row: row["purpose"],
        ),
        Column(
            name="content",
            label=gettext_lazy("字段和变更"),
            fields=("fields", "change"),
            show=_content,
        ),
    ),
    sorts=(Sort(name="number", label=gettext_lazy("编号"), is_newest_first=True),),
    filters=(
        NumberOf(name="person", label=gettext_lazy("登记号（谁的数据）"), asked=about_person),
        NumberOf(
            name="user",
            label=gettext_lazy("账户号（谁做的）"),
            asked=lambda number: Q(actor_id=number),
        ),
        one_of(
            "action",
            gettext_lazy("动作"),
            "action",
            lambda: [(name, auditor_words(name)) for name in actions_seen()],
        ),
        Days(name="at", label=gettext_lazy("日期"), field="at"),
    ),
)
