"""The pack's registers made ready, once a version of the pack."""

from __future__ import annotations

from functools import lru_cache

from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.book import words
from zhaohui.packs.pack import Pack
from zhaohui.packs.register_making import RegisterSheet, register_sheet
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

AREA = "所在地"  # where a record about nobody belongs: a column of every file that comes in
IDENTITY = "身份证号"  # whom a record is about, in such a file
STATE = "状态"


def sheet_of(register: RegisterRow) -> RegisterSheet:
    """Return the register's sheet."""
    pack = current_pack()
    is_packs = any(register is each for each in pack.registers)
    return _sheet(pack, register.id) if is_packs else register_sheet(register, words(pack)[1])


def key_fields(register: RegisterRow) -> tuple[str, ...]:
    """Return the fields that no two records share together."""
    return register.key or tuple(field.name for field in register.fields if field.unique)


def plain_fields(register: RegisterRow) -> tuple[RegisterField, ...]:
    """Return the fields that may stand in plain."""
    return tuple(field for field in register.fields if field.privacy != "sealed")


@lru_cache(maxsize=256)
def _sheet(pack: Pack, register_id: str) -> RegisterSheet:
    register = pack.register(register_id)
    return register_sheet(register, words(pack)[1] if register.reckoned else ())
