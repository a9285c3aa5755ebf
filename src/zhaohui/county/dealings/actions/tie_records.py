"""Tie a record to another that suits it 对接, and say what became of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.dealings.fitting import Seeker, judged
from zhaohui.county.dealings.keeping import touched
from zhaohui.county.dealings.models import Tie, TieState
from zhaohui.county.dealings.posts import require_post
from zhaohui.county.registers.actions.amend_record import require_version
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import locked, record_of
from zhaohui.county.registers.written import texts_of
from zhaohui.packs.schema.dealings import MatchRow
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
STEPS = {
    TieState.PROPOSED: (TieState.AGREED, TieState.DECLINED),
    TieState.AGREED: (TieState.DONE, TieState.DECLINED),
    TieState.DECLINED: (TieState.PROPOSED,),
    TieState.DONE: (),
}


def tie(
    actor: Actor, register: RegisterRow, pk: int, kind: str, other_pk: int, *, version: int
) -> Tie:
    """Propose the other record to this one, and return the tie.

    DealingRefused where a condition excludes it or it is proposed already; NotVisible out of range.
    """
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        match = register.match(kind)
        if match is None:
            raise NotVisible
        require_post(actor, register, row)
        require_version(row, version)
        other = record_of(actor, "record.read", match.to, other_pk)
        _require_suits(register, match, row, other)
        try:
            with transaction.atomic():
                made = Tie.objects.create(
                    record=row, other=other, kind=kind, since=county_today(), by_id=actor.user_id
                )
        except IntegrityError as error:
            raise DealingRefused(_("已经推荐过这一条。")) from error
        lines = [(match.name, "", other.title or str(other.pk))]
        touched(actor, register, row, "tie", lines, other=other.pk)
    return made


def take_tie_step(
    actor: Actor, register: RegisterRow, pk: int, tie_id: int, state: str, *, version: int
) -> Tie:
    """Say what became of a tie of this record, and return it; DealingRefused where it can't come to that."""
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        require_post(actor, register, row)
        require_version(row, version)
        found = Tie.objects.filter(record=row, pk=tie_id).select_related("other").first()
        match = register.match(found.kind) if found else None
        if found is None or match is None:
            raise NotVisible
        before = TieState(found.state)
        if state not in STEPS[before]:
            raise DealingRefused(_("这条对接现在不能改成这个状态。"))
        found.state, found.since = TieState(state), county_today()
        found.save(update_fields=["state", "since"])
        lines = [(match.name, str(before.label), str(TieState(state).label))]
        touched(actor, register, row, "tie", lines, other=found.other_id)
    return found


def _require_suits(register: RegisterRow, match: MatchRow, row: Record, other: Record) -> None:
    if other.merged_into_id or (match.states and other.state not in match.states):
        raise DealingRefused(_("那一条现在不能对接：它的状态变了。"))
    found = judged(Seeker(register, match, row, texts_of(row)), other)
    if found.verdict == "excluded":
        names = "、".join(each.name for each in found.reasons if each.is_met is False)
        raise DealingRefused(_("不合适：%(names)s。") % {"names": names})
