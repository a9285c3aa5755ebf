"""The list of people 人员名单, declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.actions.request_export import MOST_ROWS, ask_and_show
from zhaohui.county.lists.declare import BulkAction, Column, ListSpec, Lookup, Row, Sort
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.filters import (
    AgeRange,
    Choice,
    Options,
    Raw,
    Words,
    area,
    one_of,
    starts_with,
    yes_no,
)
from zhaohui.county.registry import identity_number
from zhaohui.county.registry.models import Household
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.rules.calendar import years_between
from zhaohui.packs.pack import Pack

TOWN_DIGITS = 9
PHONE_DIGITS = 11
SHORTEST_NAME = 2
# What an officer sees at a glance; each is a fact of the dictionary, by its column.
STATUSES = {
    "living__dibao": _("低保"),
    "tekun": _("特困"),
    "monitored_for_poverty": _("防返贫监测"),
    "has_disability_certificate": _("残疾证"),
    "needs_long_term_care": _("需照护"),
    "works_away": _("外出"),
}


@lru_cache(maxsize=2)
def area_names(pack: Pack) -> dict[str, str]:
    """Return towns' and villages' names by code, a village's with its town before it."""
    towns = {town.code: town.name for town in pack.towns}
    villages = {
        village.code: f"{towns.get(village.town_code, '')} {village.short_name or village.name}"
        for village in pack.villages
    }
    return towns | villages


def area_words(field: str = "area") -> Callable[[Row], str]:
    """Return the function that shows a row's area by name; a code that the pack lacks as it is."""
    pack = current_pack()
    names = area_names(pack) | {pack.code: str(_("区级"))}
    return lambda row: names.get(row[field] or "") or row[field] or ""


def area_options(actor: Actor, raw: Raw) -> Options:
    """Return the towns in reach, and the villages of the chosen town (or of the only one)."""
    names = area_names(current_pack())
    ranges = actor.ranges("person.list")
    codes = [code for code in names if any(low <= code < high for low, high in ranges)]
    towns = [code for code in codes if len(code) == TOWN_DIGITS]
    chosen = raw.get("area", "")[:TOWN_DIGITS] or (towns[0] if len(towns) == 1 else " ")
    return [
        (code, names[code])
        for code in codes
        if len(code) == TOWN_DIGITS or code.startswith(chosen) or not towns
    ]


def age() -> Callable[[Row], str]:
    """Return the function that shows full years today."""
    today = county_today()
    return lambda row: (
        "" if row["birth_date"] is None else str(years_between(row["birth_date"], today))
    )


def place() -> Callable[[Row], str]:
    """Return the function that shows town and village; a code that the pack lacks stands as it is."""
    names = area_names(current_pack())

    def show(row: Row) -> str:
        code: str = row["village"] or row["town"] or ""
        return names.get(code, code)

    return show


def statuses() -> Callable[[Row], str]:
    """Return the function that shows the statuses that are known to hold."""
    words = [(field, str(word)) for field, word in STATUSES.items()]
    return lambda row: "、".join(word for field, word in words if row[field])


def person_address(row: Row) -> str:
    """Return the address of the person's page."""
    return reverse("office:person", args=(row["pk"],))


def household_yes_no(name: str, label: Words, field: str) -> Choice:
    """Return a filter on a fact of the household she lives in.

    EXISTS looks one household up a row; of a join SQLite, once it has statistics, reads them all.
    """
    asked = yes_no(name, label, field)

    def conditions(value: str) -> Q | None:
        found = asked.conditions(value)
        homes = Household.objects.filter(pk=OuterRef("living_id"))
        return None if found is None else Q(Exists(homes.filter(found)))

    return replace(asked, conditions=conditions)


def sexes() -> Options:
    """Return the values of 性别 in the dictionary."""
    return [(value, value) for value in current_pack().fact("性别").values]


def sought(text: str) -> Q:
    """Return the condition of an identity number, a phone number or the beginning of a name.

    Numbers are found by their blind index. Raises FilterFault, which does not repeat the text.
    """
    words = "".join(text.split())
    if any(char.isdigit() for char in words):
        return _number(words)
    if len(words) < SHORTEST_NAME:
        raise FilterFault(_("请写姓名的前两个字，或者完整的身份证号、手机号。"))
    return starts_with("name", words)


def _number(words: str) -> Q:
    seals = registry_seals()
    if len(words) == PHONE_DIGITS and words.isascii() and words.isdigit():
        return Q(phone_index=seals.phone_index.of(words))
    try:
        number = identity_number.normal_identity(words)
    except identity_number.IdentityFault as fault:
        raise FilterFault(_("%(fault)s。手机号应为 11 位。") % {"fault": fault}) from None
    return Q(identity_index=seals.identity_index.of(number))


PEOPLE = ListSpec(
    name="people",
    title=_("人员名单"),
    url="office:people",
    action="person.list",
    person="pk",
    rows=lambda actor: people_visible_to(actor, "person.list"),
    empty=_("没有符合条件的人。少选一个条件试试；您只看得到自己辖区里的人。"),
    columns=(
        Column(
            name="name",
            label=_("姓名"),
            fields=("name",),
            show=lambda row: row["name"] or str(_("（未登记姓名）")),
            privacy="personal",
            href=person_address,
        ),
        Column(
            name="sex",
            label=_("性别"),
            fields=("sex",),
            show=lambda row: row["sex"] or "",
            privacy="personal",
        ),
        Column(
            name="age",
            label=_("年龄"),
            fields=("birth_date",),
            prepare=age,
            privacy="personal",
            sort="age",
            is_number=True,
        ),
        Column(
            name="place",
            label=_("村（社区）"),
            fields=("village", "town"),
            prepare=place,
            privacy="personal",
            sort="place",
        ),
        Column(
            name="statuses",
            label=_("状况"),
            fields=tuple(STATUSES),
            prepare=statuses,
            privacy="sensitive",
        ),
    ),
    sorts=(
        Sort(name="place", label=_("村（社区）"), key="place", is_nullable=True),
        Sort(name="age", label=_("年龄"), key="birth_date", is_nullable=True, is_reversed=True),
    ),
    filters=(
        area("area", _("镇、村（社区）"), "place", area_options),
        AgeRange(name="age", label=_("年龄"), field="birth_date", high=130, unit=_("岁")),
        one_of("sex", _("性别"), "sex", sexes),
        household_yes_no("dibao", _("低保"), "dibao"),
        yes_no("tekun", _("特困供养"), "tekun"),
        yes_no("watched", _("防返贫监测"), "monitored_for_poverty"),
        yes_no("disability", _("残疾证"), "has_disability_certificate"),
        yes_no("care", _("需长期照护"), "needs_long_term_care"),
        yes_no("away", _("外出务工"), "works_away"),
    ),
    bulk=(
        BulkAction(
            name="export",
            label=_("申请导出"),
            action="export.request",
            sentence=_("把这些人的名单做成表格带出办公端。先由另一位同事批准，文件只能下载一次。"),
            run=ask_and_show,
            asks="export",
            cap=MOST_ROWS,
        ),
    ),
    lookup=Lookup(
        label=_("找一个人"),
        hint=_("写完整的身份证号或手机号，或者姓名的前两个字。写的内容不会出现在网址和日志里。"),
        condition=lambda _actor, words: sought(words),
        order=("name", "pk"),
    ),
)
