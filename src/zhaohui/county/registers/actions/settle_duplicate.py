"""Settle two records that look alike: merge them 合并, or say that they are two 不是同一个."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registers.errors import NotAlike
from zhaohui.county.registers.history import keep
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.models import NotSame, Record
from zhaohui.county.registers.queries import locked
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"


def merge_records(actor: Actor, register: RegisterRow, kept: int, gone: int) -> Record:
    """Merge `gone` into `kept` and return it; its fields stay as they are, both histories too.

    The merged record leaves every list, and its key is free again. NotAlike for one with itself.
    """
    with transaction.atomic():
        row, other = _both(actor, register, kept, gone)
        other.merged_into = row
        other.natural_key = None
        other.version += 1
        other.save()
        keep(actor, register, other, "merge", [], into=row.pk)
        row.version += 1
        row.save(update_fields=["version", "updated_at"])
        keep(actor, register, row, "merge", [], merged=other.pk)
    return row


def keep_apart(actor: Actor, register: RegisterRow, first: int, second: int) -> None:
    """Note that two records are not the same; they are not shown as a pair again."""
    assert actor.user_id is not None  # only an officer keeps a register
    with transaction.atomic():
        one, two = _both(actor, register, *sorted((first, second)))
        _row, is_new = NotSame.objects.get_or_create(
            first=one, second=two, defaults={"officer_id": actor.user_id}
        )
        if is_new:
            change = {"did": "apart", "record": [one.pk, two.pk], "register": register.id}
            record(
                actor, WRITE, subject=("record", one.pk), purpose=register.purpose, change=change
            )


def _both(actor: Actor, register: RegisterRow, one: int, two: int) -> tuple[Record, Record]:
    if one == two:
        raise NotAlike(_("这是同一条记录。"), hint=_("请从重复记录页进入。"))
    found = {pk: locked(actor, WRITE, register.id, pk) for pk in sorted((one, two))}
    for row in found.values():
        require_keeper(actor, register, row.place)
        if row.merged_into_id is not None:
            raise NotAlike(_("其中一条已经合并过了。"), hint=_("请刷新重复记录页。"))
    return found[one], found[two]
