"""A register's fields as a form: one page, no script; what was posted, by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.fields import shown
from zhaohui.county.registers.sheets import AREA
from zhaohui.county.registry.people_list import area_names
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

WRITE = "record.write"
LONG = 64
DIGITS = {"district": 6, "town": 9, "village": 12}
AREA_INPUT = "area"
HINTS = {
    "date": gettext_lazy("写成 2026-05-01"),
    "money": gettext_lazy("元，最多写到分"),
    "place": gettext_lazy("经度,纬度（WGS84），如 105.96,32.32"),
    "organisation": gettext_lazy("18 位"),
    "person": gettext_lazy("18 位身份证号，或登记号"),
    "area": gettext_lazy("镇名，或镇名加村名，或区划代码"),
}


@dataclass(frozen=True, kw_only=True)
class Input:
    """One field of the form. `kind` is text, long or select; `most` the characters it takes."""

    id: str
    label: str
    kind: str
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    hint: str = ""
    problem: str = ""
    most: int = 64


def inputs_of(
    register: RegisterRow, texts: Mapping[str, str], problems: Mapping[str, str]
) -> list[Input]:
    """Return the form's fields with what was written and what is wrong with it."""
    return [
        Input(
            id=input_id(number),
            label=_label(field),
            kind=_kind(field),
            value=texts.get(field.name, ""),
            options=_options(field),
            hint=" ".join(filter(None, (field.help, str(HINTS.get(field.type, ""))))),
            problem=problems.get(field.name, ""),
            most=max(field.longest, 40),
        )
        for number, field in enumerate(register.fields, 1)
    ]


def area_input(actor: Actor, register: RegisterRow, value: str, problem: str = "") -> Input:
    """Return the choice of where a record about nobody belongs, within the officer's range."""
    pack = current_pack()
    longest = DIGITS[register.level]
    names = {pack.code: pack.name} | area_names(pack)
    codes = [code for code in names if len(code) <= longest and actor.may(WRITE, code)]
    options = [(code, names[code]) for code in codes]
    if len(options) > 1:
        options.insert(0, ("", _("请选择")))
    return Input(
        id=AREA_INPUT, label=AREA, kind="select", value=value, options=options, problem=problem
    )


def posted_texts(register: RegisterRow, post: QueryDict) -> dict[str, str]:
    """Return what was posted, by field."""
    return {
        field.name: post.get(input_id(number), "")
        for number, field in enumerate(register.fields, 1)
    }


def problems_for_summary(
    register: RegisterRow, problems: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return the problems in the form's order, each with the field that it leads to."""
    ids = {field.name: input_id(number) for number, field in enumerate(register.fields, 1)}
    ids[AREA] = AREA_INPUT
    return [{"id": ids.get(name, "main"), "sentence": said} for name, said in problems.items()]


def answers_of(register: RegisterRow, texts: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return name, shown text and whether it is sealed, of every field."""
    return [
        (field.name, shown(field, texts.get(field.name, "")), field.privacy == "sealed")
        for field in register.fields
    ]


def input_id(number: int) -> str:
    """Return the name of a field's input."""
    return f"f{number}"


def _label(field: RegisterField) -> str:
    unit = f"（{field.unit}）" if field.unit else ""
    return (
        f"{field.name}{unit}"
        if field.required
        else _("%(name)s（可以不填）") % {"name": f"{field.name}{unit}"}
    )


def _kind(field: RegisterField) -> str:
    if field.type in ("enum", "bool"):
        return "select"
    return "long" if field.type == "text" and field.longest > LONG else "text"


def _options(field: RegisterField) -> list[tuple[str, str]]:
    if field.type == "bool":
        return [("", _("不清楚")), ("是", _("是")), ("否", _("否"))]
    if field.type == "enum":
        return [
            ("", _("请选择") if field.required else _("不清楚")),
            *((v, v) for v in field.values),
        ]
    return []
