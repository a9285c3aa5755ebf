"""A field's text as people write it, made exact; and as it is shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.places.queries import is_within
from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.registry.queries import ids_of_cards, places_of
from zhaohui.packs.pack import Pack
from zhaohui.packs.register_making import RegisterSheet
from zhaohui.packs.schema.register_files import RegisterField

CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)  # GB 32100-2015: its characters
PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}", re.ASCII)
IDENTITY_DIGITS = 18
FINEST = 6  # decimals of a coordinate: about a tenth of a metre


def read_field(sheet: RegisterSheet, field: RegisterField, raw: Any) -> str:
    """Return the field's text in its one written form; "" where nothing was written.

    Money is 元 with two decimals, a date ISO, an area its code, a person her registry id, a place
    "longitude,latitude". Raises ValueFault, which never repeats what was written.
    """
    if raw is None or str(raw).strip() == "":
        return ""
    reader = OWN.get(field.type)
    if reader:
        return reader(field, str(raw).strip())
    fact = sheet.facts[field.name]
    value = read_value(fact, raw)
    if value is None:
        return ""
    _require_bounds(field, value)
    return written(field, value)


def written(field: RegisterField, value: Any) -> str:
    """Return a typed value as text."""
    if field.type == "bool":
        return "是" if value else "否"
    if field.type == "money":
        return f"{Decimal(value) / 100:.2f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    if len(text) > field.longest:
        raise ValueFault(f"“{field.name}”太长", f"最多 {field.longest} 个字")
    return text


def typed(field: RegisterField, text: str) -> Any:
    """Return the typed value of a field's text, None for "": fen, days, whole numbers, yes or no."""
    if text == "":
        return None
    if field.type == "bool":
        return text == "是"
    if field.type == "money":
        return int(Decimal(text) * 100)
    if field.type == "int":
        return int(text)
    return dt.date.fromisoformat(text) if field.type == "date" else text


def shown(field: RegisterField, text: str) -> str:
    """Return a field's text as a page shows it."""
    if field.type == "area" and text:
        return area_names(current_pack()).get(text, text)
    if field.type == "person" and text:
        return _("登记号 %(n)s") % {"n": text}
    if text and field.unit:
        return f"{text} {field.unit}"
    return f"{text} 元" if text and field.type == "money" else text


def _require_bounds(field: RegisterField, value: Any) -> None:
    for bound, is_low in ((field.low, True), (field.high, False)):
        if bound is None:
            continue
        limit = county_today() if bound == "today" else _bound(field, bound)
        if (value < limit) if is_low else (value > limit):
            word = "早于" if field.type == "date" else "小于"
            other = "晚于" if field.type == "date" else "大于"
            text = "今天" if bound == "today" else str(bound)
            raise ValueFault(f"“{field.name}”{word if is_low else other}{text}", "请核对后重新填写")


def _bound(field: RegisterField, bound: Any) -> Any:
    if field.type == "money":
        return int(Decimal(str(bound)) * 100)
    if field.type == "date" and not isinstance(bound, dt.date):
        return dt.date.fromisoformat(str(bound))
    return bound


def _area(field: RegisterField, text: str) -> str:
    code = codes_by_name(current_pack()).get("".join(text.split()))
    if code is None:
        raise ValueFault(
            f"“{field.name}”不是本区的镇、村（社区）", "请写镇名，或者镇名加村名，或者区划代码"
        )
    return code


@lru_cache(maxsize=2)
def codes_by_name(pack: Pack) -> Mapping[str, str]:
    """Return the codes of towns and villages by code, and by name without spaces.

    A village's own name is enough where only one has it.
    """
    names = area_names(pack)
    found = {"".join(name.split()): code for code, name in names.items()}
    found |= {code: code for code in names} | {pack.code: pack.code, pack.name: pack.code}
    for row in pack.villages:
        town = names.get(row.town_code, "")
        found.setdefault(f"{town}{row.name}", row.code)
    alone = [row.name for row in pack.villages]
    for row in pack.villages:
        if alone.count(row.name) == 1:
            found.setdefault(row.name, row.code)
    return found


def _person(field: RegisterField, text: str) -> str:
    number = "".join(text.split()).upper()
    if number.isascii() and number.isdigit() and len(number) < IDENTITY_DIGITS:
        found = int(number) if int(number) in places_of([int(number)]) else None
    else:
        found = ids_of_cards([number]).get(number)
    if found is None:
        raise ValueFault(f"“{field.name}”：登记库里没有这个人", "请写 18 位身份证号，或登记号")
    return str(found)


def _organisation(field: RegisterField, text: str) -> str:
    code = "".join(text.split()).upper()
    if not CREDIT_CODE.fullmatch(code):
        raise ValueFault(f"“{field.name}”不是统一社会信用代码", "应为 18 位数字和大写字母")
    return code


def _place(field: RegisterField, text: str) -> str:
    parts = text.replace("，", ",").split(",")
    try:
        lon, lat = (round(float(part), FINEST) for part in parts)
    except ValueError:
        raise ValueFault(f"“{field.name}”不是坐标", "请写“经度,纬度”，如 105.96,32.32") from None
    if not is_within(current_pack(), lon, lat):
        raise ValueFault(f"“{field.name}”不在本区", "请核对经度在前、纬度在后，坐标系 WGS84")
    return f"{lon},{lat}"


def _phone(field: RegisterField, text: str) -> str:
    number = "".join(text.split())
    if not PHONE.fullmatch(number):
        raise ValueFault(f"“{field.name}”不是电话号码", "请写 11 位手机号，或区号加号码")
    return number


OWN: Mapping[str, Callable[[RegisterField, str], str]] = {
    "area": _area,
    "person": _person,
    "organisation": _organisation,
    "place": _place,
    "phone": _phone,
}
