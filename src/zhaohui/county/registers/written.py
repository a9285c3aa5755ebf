"""What is written into a record, read as a whole: each field exact, and what is wrong by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.fields import read_field, typed
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.sheets import key_fields, sheet_of
from zhaohui.county.registry.fact_values import ValueFault
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import BlindIndex
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

LONGEST_MATCH = 64
UNSAID = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Written:
    """The fields' texts, and by field what is wrong with them."""

    texts: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)


def read_written(register: RegisterRow, given: Mapping[str, Any], *, state: str) -> Written:
    """Return what was written, judged for a record in this state."""
    sheet = sheet_of(register)
    texts: dict[str, str] = {}
    problems: dict[str, str] = {}
    for each in register.fields:
        try:
            text = read_field(sheet, each, given.get(each.name))
        except ValueFault as fault:
            problems[each.name] = str(fault)
            continue
        if text and each.refers:
            text = "".join(text.split())
            if not refers_to_a_record(each, text):
                problems[each.name] = _("“%(name)s”：这个编号没有登记过。") % {"name": each.name}
        if text:
            texts[each.name] = text
        elif each.required or state in each.required_in or each.name in key_fields(register):
            problems[each.name] = _("“%(name)s”还没有填。") % {"name": each.name}
    return Written(texts, problems)


def refers_to_a_record(field: RegisterField, text: str) -> bool:
    """Say whether a record of the register that the field refers to has this key, wherever it lies."""
    return Record.objects.filter(register=field.refers, natural_key=text).exists()


def broken_rules(register: RegisterRow, texts: Mapping[str, str]) -> list[str]:
    """Return the ids of the quality rules that the texts break."""
    sheet = sheet_of(register)
    values = {each.name: typed(each, texts.get(each.name, "")) for each in register.fields}
    today = county_today()
    return [rule.row.id for rule in sheet.rules if rule.is_broken(values, today)]


def fill(row: Record, register: RegisterRow, texts: Mapping[str, str], columns: Layout) -> None:
    """Set everything on the record that follows from its texts; it is not saved."""
    fields = {each.name: each for each in register.fields}
    closed = {name: text for name, text in texts.items() if fields[name].privacy == "sealed"}
    row.values = {name: text for name, text in texts.items() if name not in closed}
    row.sealed = seal_texts(closed)
    row.title = "" if register.is_about_somebody else row.values.get(register.title, "")[:200]
    row.match_key = match_key(row.title)
    row.natural_key = natural_key(register, texts)
    for column in COLUMNS:
        setattr(row, column, None)
    for name, column in columns.items():
        setattr(row, column, typed(fields[name], texts.get(name, "")) if name in fields else None)
        if column.startswith("t") and getattr(row, column) is not None:
            setattr(row, column, texts[name])
    row.lon, row.lat = _coordinates(register, texts)
    row.faults = broken_rules(register, texts)
    row.fault_count = len(row.faults)
    row.pack_version = current_pack().version


Layout = Mapping[str, str]  # a field's name → its column
COLUMNS = ("t1", "t2", "t3", "t4", "n1", "n2", "d1", "d2")


def texts_of(row: Record) -> dict[str, str]:
    """Return all texts of a record, the sealed ones opened."""
    return {**row.values, **open_texts(row.sealed)}


def seal_texts(texts: Mapping[str, str]) -> bytes:
    """Return texts sealed; nothing for none."""
    if not texts:
        return b""
    return registry_seals().form_answers.seal(orjson.dumps(texts).decode())


def open_texts(sealed: Any) -> dict[str, str]:
    """Return sealed texts, opened."""
    data = bytes(sealed or b"")
    found: dict[str, str] = orjson.loads(registry_seals().form_answers.open(data)) if data else {}
    return found


def natural_key(register: RegisterRow, texts: Mapping[str, str]) -> str | None:
    """Return what no other record of the register has; a keyed hash where a part is sealed."""
    names = key_fields(register)
    if not names:
        return None
    text = " · ".join("".join(texts.get(name, "").split()) for name in names)
    fields = {each.name: each for each in register.fields}
    if any(fields[name].privacy == "sealed" for name in names):
        index = BlindIndex(registry_seals().identity.ring, field="record_key")
        return index.of(f"{register.id} {text}").hex()
    return text[:200]


def match_key(title: str) -> str:
    """Return a name as duplicates are looked for: no spaces, signs, capitals, no county before it."""
    text = UNSAID.sub("", unicodedata.normalize("NFKC", title)).lower()
    manifest = current_pack().manifest
    for word in (manifest.province, manifest.city, manifest.name, manifest.short_name):
        text = text.removeprefix(word) if word and len(text) > len(word) + 1 else text
    return text[:LONGEST_MATCH]


def _coordinates(
    register: RegisterRow, texts: Mapping[str, str]
) -> tuple[float | None, float | None]:
    for each in register.fields:
        if each.type == "place" and each.privacy != "sealed" and texts.get(each.name):
            lon, lat = texts[each.name].split(",")
            return float(lon), float(lat)
    return None, None
