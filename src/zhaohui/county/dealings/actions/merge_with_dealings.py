"""Merge two records that look alike with what each has to do with others 合并."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.dealings.models import AccountEntry, Referral, Tie
from zhaohui.county.registers.actions.settle_duplicate import merge_records
from zhaohui.county.registers.models import Record
from zhaohui.packs.schema.register_files import RegisterRow


def merge_with_dealings(actor: Actor, register: RegisterRow, kept: int, gone: int) -> Record:
    """Merge `gone` into `kept`, whose become its referrals and ties, and return the kept record.

    DealingRefused where `gone` has an account: what was posted can't go to another record, so keep
    that one, or reverse its entries first.
    """
    with transaction.atomic():
        row = merge_records(actor, register, kept, gone)
        if AccountEntry.objects.filter(
            record=gone, posting__reversal=None, posting__reverses=None
        ).exists():
            raise DealingRefused(
                _("要合并掉的那一条记过账，不能合并。"),
                hint=_("请保留记过账的那一条，或者先把账冲正。"),
            )
        Referral.objects.filter(record=gone).update(record=row)
        for each in Tie.objects.filter(Q(record=gone) | Q(other=gone)):
            mine = {"record": row} if each.record_id == gone else {"other": row}
            left = {"record": each.record_id, "other": each.other_id, "kind": each.kind} | mine
            if each.record_id != each.other_id and not Tie.objects.filter(**left).exists():
                Tie.objects.filter(pk=each.pk).update(**mine)
    return row
