"""Write a register's records as a file for who runs the program 导出; an office asks through its list."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.lists.export_file import Sheet, write_sheet
from zhaohui.county.registers.errors import ImportRefused
from zhaohui.county.registers.queries import listed
from zhaohui.county.registers.sheets import AREA, STATE, plain_fields
from zhaohui.packs.schema.register_files import RegisterRow

READ = "record.read"
KINDS = ("xlsx", "csv")


def export_records(
    actor: Actor, register: RegisterRow, *, kind: str, purpose: str
) -> tuple[bytes, int]:
    """Return the file and how many records it holds; recorded with everybody who is in it.

    Only the system may: NotVisible for an officer, whose exports another approves. ImportRefused
    for a kind of file that is neither XLSX nor CSV.
    """
    if actor.kind != "system":
        raise NotVisible
    if kind not in KINDS:
        raise ImportRefused("只写 XLSX 和 CSV 文件。", hint="文件名以 .xlsx 或 .csv 结尾。")
    fields = [field.name for field in plain_fields(register)]
    states = {state.id: state.name for state in register.states}
    rows = listed(actor, register).order_by("area", "pk")
    lines, people = [], []
    for pk, area, state, values, person in rows.values_list(
        "pk", "area", "state", "values", "person_id"
    ).iterator():
        cells = [values.get(name, "") for name in fields]
        lines.append([str(pk), area, states.get(state, state), *cells])
        if person is not None:
            people.append(person)
    at = timezone.localtime()
    sheet = Sheet(
        title=register.name,
        watermark=f"{register.name} · {actor.label} · {at:%Y-%m-%d %H:%M} · 用途：{purpose}",
        heads=["记录号", AREA, STATE, *fields],
        rows=lines,
    )
    event = Event(
        READ,
        subject=("register", register.id),
        purpose=purpose,
        fields=tuple(fields),
        change={"did": "export", "register": register.id, "rows": len(lines)},
        people=people,
    )
    with transaction.atomic():
        record_many(actor, (event,))
    return write_sheet(sheet, kind), len(lines)
