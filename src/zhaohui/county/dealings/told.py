"""A record's referrals and entries in words, for whoever has opened the record."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.books import REVERSE
from zhaohui.county.dealings.models import AccountEntry, Referral
from zhaohui.county.dealings.posts import may_deal
from zhaohui.county.dealings.queries import entries_of, referrals_of
from zhaohui.county.dealings.said import amount_words
from zhaohui.county.oversight.story import Answer, answer_of
from zhaohui.county.oversight.terms import TaskClock, clock_of
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.packs.schema.register_files import RegisterRow


@dataclass(frozen=True)
class ReferralLine:
    """A referral with what was asked, its clock, and the answer once there is one."""

    referral: Referral
    name: str
    words: str
    clock: TaskClock
    answer: Answer | None


@dataclass(frozen=True)
class EntryLine:
    """An entry in words. `may_reverse`: it stands and the officer posts such entries."""

    entry: AccountEntry
    name: str
    amount: str
    words: str
    is_reversed: bool
    may_reverse: bool


def referral_lines(actor: Actor, register: RegisterRow, row: Record) -> list[ReferralLine]:
    """Return what was handed on about a record, newest first."""
    if not register.referrals:
        return []
    pack, today = current_pack(), county_today()
    names = {kind.id: kind.name for kind in register.referrals}
    return [
        ReferralLine(
            made,
            names.get(made.kind, made.task.title),
            unseal(made.words_sealed),
            clock_of(made.task, pack, today),
            answer_of(made.task, pack),
        )
        for made in referrals_of(actor, row)
    ]


def entry_lines(actor: Actor, register: RegisterRow, row: Record) -> dict[str, list[EntryLine]]:
    """Return the entries of a record by account, newest first."""
    found: dict[str, list[EntryLine]] = {account.id: [] for account in register.accounts}
    for made in entries_of(actor, row) if register.accounts else ():
        if made.account in found:
            found[made.account].append(_line(actor, register, row, made))
    return found


def _line(actor: Actor, register: RegisterRow, row: Record, made: AccountEntry) -> EntryLine:
    account = register.account(made.account)
    assert account is not None
    kind = account.entry(made.kind)
    is_reversed = getattr(made.posting, "reversal", None) is not None
    return EntryLine(
        made,
        _("冲正") if made.kind == REVERSE else (kind.name if kind else made.kind),
        amount_words(account.unit, made.posting.amount),
        unseal(made.words_sealed),
        is_reversed,
        kind is not None and not is_reversed and may_deal(actor, register, row, kind.by),
    )
