"""What officers must fill: every declared hole of the pack, with the department it waits for.

The sentences are Chinese like the pack itself: they stand on the portal and in an officer's list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhaohui.packs.items import all_standing, is_over
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.items import ELEMENTS
from zhaohui.packs.schema.row import Sourced


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole that was declared: where, who fills it ("" while nobody is named), what is missing."""

    place: str
    department: str
    missing: str


# A new pack starts with these empty: the file, and what belongs into it.
TABLES = {
    "towns": ("areas/towns.csv", "镇（乡、街道）名册"),
    "villages": ("areas/villages.csv", "村（社区）名册"),
    "services": ("catalog/services.csv", "公共服务清单"),
    "items": ("catalog/items/", "服务事项（办事指南）"),
    "parameters": ("params/", "各项标准（参数）"),
    "rules": ("rules/", "待遇规则"),
    "margins": ("calibration/population.csv", "公布的人口数"),
}


def gaps(pack: Pack) -> list[Gap]:
    """Every declared gap, by department and place; the unassigned last."""
    kinds = (
        _name, _tables, _areas, _contacts, _parameters, _services, _items, _bundles, _offers,
        _verifications, _payments, _registers, _schedules, _signals, _rows,
    )  # fmt: skip
    found = [gap for kind in kinds for gap in kind(pack)]
    return sorted(set(found), key=_order)


def _order(gap: Gap) -> tuple[bool, str, tuple[str, int], str]:
    return not gap.department, gap.department, _key(gap.place), gap.missing


def _key(place: str) -> tuple[str, int]:
    name, _, line = place.rpartition(":")
    return name, int(line)


def _tables(pack: Pack) -> Iterator[Gap]:
    for part, (name, what) in TABLES.items():
        if not getattr(pack, part):
            yield Gap(f"{name}:1", "", f"{what}未填")


def _registers(pack: Pack) -> Iterator[Gap]:
    departments = {row.domain: row.department for row in pack.domains}
    for row in pack.registers:
        for gap in row.gaps:
            yield Gap(row.place, departments.get(row.domain, ""), f"{row.name}：{gap}")


def _schedules(pack: Pack) -> Iterator[Gap]:
    for row in pack.schedules:
        for lack in row.lacks:
            yield Gap(lack.place, lack.department, f"{row.name}：{lack.name}")


def _signals(pack: Pack) -> Iterator[Gap]:
    for row in pack.signals:
        for lack in row.lacks:
            yield Gap(lack.place, lack.department, f"{row.name}：{lack.name}")
        if not row.watch.is_numeric or row.watch.has_chart:
            continue
        for level in row.levels:
            if level.raise_at is None and not level.parameter:
                yield Gap(level.place, row.department, f"{row.name}：“{level.words}”的数未定")


def _name(pack: Pack) -> Iterator[Gap]:
    if pack.name == pack.code:
        yield Gap(pack.manifest.place, "", "县（区）名称未填（name、short_name）")


def _areas(pack: Pack) -> Iterator[Gap]:
    for missing in pack.attribution.gaps.values():
        yield Gap(pack.attribution.place, "", missing)


def _contacts(pack: Pack) -> Iterator[Gap]:
    for contact in pack.manifest.contact:
        if not contact.phone:
            missing = contact.gap or "服务电话未填"
            yield Gap(contact.place, contact.department, missing)


def _parameters(pack: Pack) -> Iterator[Gap]:
    for parameter in pack.parameters:
        for version in parameter.versions:
            if version.gap:
                yield Gap(version.place, parameter.owner, f"{parameter.name}: {version.gap}")


def _services(pack: Pack) -> Iterator[Gap]:
    departments = {row.domain: row.department for row in pack.domains}
    for service in pack.services:
        if service.gap:
            department = departments.get(service.domain, "")
            yield Gap(service.place, department, f"{service.id}: {service.gap}")
    for row in pack.classes:
        if row.gap:
            yield Gap(row.place, "", f"{row.name}: {row.gap}")


def _items(pack: Pack) -> Iterator[Gap]:
    for item in all_standing(pack, date.max):
        if is_over(item):
            continue
        told = {mark.element for mark in item.marks if mark.gap}
        for mark in item.marks:
            if mark.gap:
                yield Gap(mark.place, mark.department, f"{item.title}: {mark.gap}")
        left = [ELEMENTS[element] for element in item.missing() if element not in told]
        if left:
            yield Gap(item.place, item.department, f"{item.title}: {'、'.join(left)}未填")


def _bundles(pack: Pack) -> Iterator[Gap]:
    for bundle in pack.bundles:
        for absent in bundle.absent:
            yield Gap(absent.place, absent.department, f"{bundle.name}：{absent.name}还没有事项")


def _offers(pack: Pack) -> Iterator[Gap]:
    for offer in pack.offers:
        for lack in offer.lacks:
            yield Gap(lack.place, lack.department, f"{offer.name}：{lack.name}")
        for score in offer.scoring:
            if score.points is None:
                yield Gap(score.place, offer.department, f"{offer.name}：“{score.name}”记几分未填")


def _verifications(pack: Pack) -> Iterator[Gap]:
    for kind in pack.verifications:
        for lack in kind.lacks:
            yield Gap(lack.place, lack.department, f"{kind.name}：{lack.name}")


UNPAID = {
    "月": "从哪个月起发、发到哪个月",
    "年": "年中开始、到期的那一年发不发",
    "学年": "学年中开始、到期的那一学年发不发",
}


def _payments(pack: Pack) -> Iterator[Gap]:
    """Benefits by the month or year of which nobody said from and until which one they are paid."""
    if pack.payments is None:
        return
    for rule in pack.rules:
        if rule.unit not in UNPAID or not rule.amount:
            continue
        row = pack.payments.benefit(rule.id)
        if row is None or row.first_month is None or row.last_month is None:
            place = row.place if row else pack.payments.place
            department = row.department if row else ""
            yield Gap(place, department, f"{rule.name}：{UNPAID[rule.unit]}，未填")


def _rows(pack: Pack) -> Iterator[Gap]:
    told = {service.place for service in pack.services if service.gap}
    for row in pack.sourced_rows():
        if row.verification == "placeholder" and row.place not in told:
            yield Gap(row.place, "", row.note or f"{_title(row)}待补")
    for rule in pack.rules:
        if rule.verification == "placeholder":
            yield Gap(rule.place, "", rule.note or f"{rule.name}待补")


def _title(row: Sourced) -> str:
    names = ("name", "title", "item", "object", "topic")
    return next((getattr(row, name) for name in names if getattr(row, name, "")), "本行")
