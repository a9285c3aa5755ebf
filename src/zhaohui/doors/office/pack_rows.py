"""Every number of the pack as one row: what it says, where it was read, how sure, who may fill it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_noop, override

from zhaohui.doors.portal.item_words import element_rows
from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.packs import Pack, gaps
from zhaohui.packs.aged import aged
from zhaohui.packs.book import words
from zhaohui.packs.items import TITLES, all_standing
from zhaohui.packs.schema.row import Sourced
from zhaohui.packs.schema.rules import VersionRow

PARAMETER = gettext_noop("参数")
RULE = gettext_noop("规则")
ITEM = gettext_noop("服务事项")
CONTACT = gettext_noop("联系方式")
OTHER_GAP = gettext_noop("其他缺口")


@dataclass(frozen=True)
class PackRow:
    """One figure or statement of the pack; an empty `says` with a `gap` waits for `department`."""

    kind: str
    name: str
    says: str
    period: str
    source: str
    source_title: str
    verification: str
    place: str
    department: str
    gap: str = ""
    note: str = ""
    is_expired: bool = False
    parameter: str = ""
    item: str = ""

    @property
    def text(self) -> str:
        """All words that a search looks at."""
        return f"{self.kind} {self.name} {self.says} {self.gap} {self.note} {self.source_title} {self.place}"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the reader asks for; empty means any."""

    q: str = ""
    kind: str = ""
    department: str = ""
    mark: str = ""
    source: str = ""
    gap: bool = False
    expired: bool = False

    def admits(self, row: PackRow) -> bool:
        """Say whether the row is asked for."""
        return (
            all(word in row.text for word in self.q.split())
            and self.kind in ("", row.kind)
            and self.department in ("", row.department)
            and self.mark in ("", row.verification)
            and self.source in ("", row.source)
            and (bool(row.gap) or not self.gap)
            and (row.is_expired or not self.expired)
        )


@lru_cache(maxsize=4)
def pack_rows(pack: Pack, today: dt.date) -> tuple[PackRow, ...]:
    """Return every row, the parameters first; the gaps that no other row tells come last."""
    found = [
        *(*_parameters(pack, today), *_rules(pack), *_items(pack, today)),
        *(*_sourced(pack), *_contacts(pack)),
    ]
    told = {row.place for row in found if row.gap}
    rest = (
        PackRow(OTHER_GAP, gap.missing, "", "", "", "", "placeholder", gap.place, gap.department,
                gap=gap.missing)
        for gap in gaps(pack)
        if gap.place not in told
    )  # fmt: skip
    return (*found, *rest)


def departments(rows: tuple[PackRow, ...]) -> list[str]:
    """Return the departments that rows name."""
    return sorted({row.department for row in rows if row.department})


def kinds(rows: tuple[PackRow, ...]) -> list[str]:
    """Return the kinds of rows in their order."""
    return list(dict.fromkeys(row.kind for row in rows))


def uses_of_sources(rows: tuple[PackRow, ...]) -> Mapping[str, int]:
    """Return how many rows cite each source."""
    return Counter(row.source for row in rows if row.source)


def _parameters(pack: Pack, today: dt.date) -> Iterator[PackRow]:
    titles = {row.source_id: row.title for row in pack.sources}
    names = area_names(pack)
    engine = {row.name: row for row in words(pack)[1]}
    old = {each.place for each in aged(pack, today)}
    for row in pack.parameters:
        for version in sorted(row.versions, key=lambda each: each.start, reverse=True):
            said = figures(engine[row.name], version.value)
            yield PackRow(
                kind=PARAMETER,
                name=row.name,
                says="；".join(f"{key}：{text}" if key else text for key, text in said),
                period=f"{names.get(version.area, version.area)}，{_period(version)}",
                source=version.source,
                source_title=titles.get(version.source, ""),
                verification=version.verification,
                place=version.place,
                department=row.owner,
                gap=version.gap,
                note=version.note,
                is_expired=version.place in old,
                parameter=row.name,
            )


def _period(version: VersionRow) -> str:
    return f"{version.start} 至 {version.end}" if version.end else f"{version.start} 起"


def _items(pack: Pack, today: dt.date) -> Iterator[PackRow]:
    standing = all_standing(pack, today)
    with override("zh-hans"):  # the pack's own language, whoever asked first
        elements = [(item, row) for item in standing for row in element_rows(pack, item)]
    for item, row in elements:
        if row.mark is None or row.mark.gap:
            continue
        yield PackRow(
            kind=ITEM,
            name=f"{item.title} {TITLES[row.element]}",
            says=row.words,
            period="",
            source=row.mark.source,
            source_title=row.source.title if row.source else "",
            verification=row.mark.verification,
            place=row.mark.place,
            department=item.department,
            note=row.mark.note,
            item=item.name,
        )


def _rules(pack: Pack) -> Iterator[PackRow]:
    titles = {row.source_id: row.title for row in pack.sources}
    for rule in pack.rules:
        for cited in rule.citations:
            yield PackRow(
                kind=RULE,
                name=rule.name,
                says=cited.article or rule.in_kind,
                period="",
                source=cited.source,
                source_title=titles.get(cited.source, ""),
                verification=rule.verification,
                place=rule.place,
                department="",
                gap=rule.note if rule.verification == "placeholder" else "",
                note=rule.note,
            )


def _number(row: Any) -> str:
    return f"{row.value}{row.unit}"


def _promise(row: Any) -> str:
    return f"{row.operator} {row.quantity or ''}{row.unit} {row.deadline}".strip()


def _none(_row: Any) -> str:
    return ""


# class name of a sourced row → what it is called, its name, what it says
KINDS: dict[str, tuple[str, Callable[[Any], str], Callable[[Any], str]]] = {
    "IndicatorRow": (
        gettext_noop("规划指标"),
        lambda row: row.name,
        lambda row: f"{row.baseline_raw} → {row.target_raw} {row.unit}",
    ),
    "CommitmentRow": (gettext_noop("规划承诺"), lambda row: row.object, _promise),
    "ProjectTargetRow": (gettext_noop("工程目标"), lambda row: row.object, _promise),
    "ProjectRow": (gettext_noop("重点工程"), lambda row: row.title, _none),
    "PlanDomainRow": (
        gettext_noop("规划领域"),
        lambda row: row.domain,
        lambda row: f"{row.declared}",
    ),
    "PlanServiceRow": (gettext_noop("规划服务名"), lambda row: row.name, _none),
    "ServiceRow": (
        gettext_noop("服务事项"),
        lambda row: f"{row.id} {row.name or row.domain}",
        lambda row: row.standard or row.content,
    ),
    "NationalChangeRow": (gettext_noop("国家标准变化"), lambda row: row.item, lambda r: r.change),
    "DomainRow": (gettext_noop("领域"), lambda row: row.domain, lambda row: row.department),
    "TownRow": (
        gettext_noop("镇"),
        lambda row: row.name,
        lambda row: f"{row.code}，{row.village_count}",
    ),
    "VillageRow": (gettext_noop("村（社区）"), lambda row: row.name, lambda row: row.code),
    "PointRow": (gettext_noop("驻地坐标"), lambda row: row.name, lambda r: f"{r.lon}, {r.lat}"),
    "HolidayRow": (
        gettext_noop("节假日"),
        lambda row: row.name or row.kind,
        lambda r: r.date.isoformat(),
    ),
    "MarginRow": (gettext_noop("公布的人口数"), lambda row: f"{row.item} {row.area}", _number),
    "InconsistencyRow": (gettext_noop("规划前后矛盾"), lambda row: row.topic, lambda r: r.why),
    "RequirementRow": (gettext_noop("规划要求"), lambda row: row.function, lambda r: r.paraphrase),
}


def _sourced(pack: Pack) -> Iterator[PackRow]:
    titles = {row.source_id: row.title for row in pack.sources}
    owners = {row.domain: row.department for row in pack.domains}
    for row in pack.sourced_rows():
        kind, name, says = KINDS.get(type(row).__name__, (type(row).__name__, _place, _none))
        yield PackRow(
            kind=kind,
            name=name(row),
            says=says(row).strip(),
            period="",
            source=row.source,
            source_title=titles.get(row.source, ""),
            verification=row.verification,
            place=row.place,
            department=owners.get(getattr(row, "domain", ""), ""),
            gap=_gap(row),
            note=row.note,
        )


def _place(row: Any) -> str:
    return str(row.place)


def _gap(row: Sourced) -> str:
    own = getattr(row, "gap", "")
    return own or (row.note or "待补" if row.verification == "placeholder" else "")


def _contacts(pack: Pack) -> Iterator[PackRow]:
    for row in pack.manifest.contact:
        yield PackRow(
            kind=CONTACT,
            name=row.name or row.department,
            says=" ".join(part for part in (row.phone, row.address, row.hours) if part),
            period="",
            source=row.source,
            source_title="",
            verification=row.verification,
            place=row.place,
            department=row.department,
            gap="" if row.phone else row.gap or "服务电话未填",
        )
