"""What a record's page shows of its dealings 往来: handed on, accounts, tied to other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.actions.tie_records import STEPS as TIE_STEPS
from zhaohui.county.dealings.books import pot_balances
from zhaohui.county.dealings.fitting import Candidate, Seeker, candidates
from zhaohui.county.dealings.models import Tie, TieState
from zhaohui.county.dealings.posts import may_deal
from zhaohui.county.dealings.queries import tied_from, ties_of
from zhaohui.county.dealings.said import amount_words
from zhaohui.county.dealings.told import EntryLine, entry_lines, referral_lines
from zhaohui.county.registers.models import Record
from zhaohui.doors.office.record_page import area_name
from zhaohui.packs.schema.dealings import AccountRow, EntryRow, MatchRow
from zhaohui.packs.schema.register_files import RegisterRow


@dataclass(frozen=True)
class AccountView:
    """An account with its balances, the entries that the officer may post, and those that were."""

    account: AccountRow
    balances: list[tuple[str, str]]
    postable: list[EntryRow]
    unit: str
    lines: list[EntryLine]


@dataclass(frozen=True)
class TieLine:
    """A tie as this record's page names it, and what it may come to."""

    tie: Tie
    name: str
    other: str
    href: str
    steps: list[tuple[str, str]]


@dataclass(frozen=True)
class MatchView:
    """A kind of tie; `found` are its candidates where they were asked for."""

    match: MatchRow
    found: list[tuple[Candidate, str, str, str]] | None


def dealings_context(
    actor: Actor, register: RegisterRow, row: Record, texts: Mapping[str, str], asked: str
) -> dict[str, Any]:
    """Return the record's dealings; `asked` is the kind of tie whose candidates are wanted ("": none)."""
    may = may_deal(actor, register, row)
    return {
        "referrals": referral_lines(actor, register, row),
        "may_refer": [
            each for each in register.referrals if may_deal(actor, register, row, each.by)
        ],
        "accounts": accounts(actor, register, row),
        "ties": [_tie(register, each, may=may) for each in _ties(actor, register, row)],
        "tied_from": [_from(each) for each in _tied_from(actor, register, row)],
        "matches": [
            MatchView(each, _found(actor, Seeker(register, each, row, texts), asked))
            for each in register.matches
        ],
        "may_tie": may,
    }


def _ties(actor: Actor, register: RegisterRow, row: Record) -> list[Tie]:
    return ties_of(actor, row) if register.matches else []


def _tied_from(actor: Actor, register: RegisterRow, row: Record) -> list[Tie]:
    others = current_pack().registers
    is_other = any(match.to == register.id for each in others for match in each.matches)
    return tied_from(actor, row) if is_other else []


def accounts(actor: Actor, register: RegisterRow, row: Record) -> list[AccountView]:
    """Return each account of the record."""
    if not register.accounts:
        return []
    lines = entry_lines(actor, register, row)
    return [
        AccountView(
            account,
            [
                (pot.name, amount_words(account.unit, amount))
                for pot, amount in zip(
                    account.pots, pot_balances(row, account).values(), strict=True
                )
            ],
            [each for each in account.entries if may_deal(actor, register, row, each.by)],
            unit_word(account),
            lines[account.id],
        )
        for account in register.accounts
    ]


def unit_word(account: AccountRow) -> str:
    """Return the unit in which an account's amounts are written."""
    return {"fen": _("元"), "minute": _("小时"), "piece": _("件")}[account.unit]


def _tie(register: RegisterRow, made: Tie, *, may: bool) -> TieLine:
    match = register.match(made.kind)
    other = made.other
    following = TIE_STEPS[TieState(made.state)] if may and match else ()
    return TieLine(
        made,
        match.name if match else made.kind,
        other.title or _("第 %(n)s 号") % {"n": other.pk},
        reverse("office:record", args=(other.register, other.pk)),
        [(state.value, str(state.label)) for state in following],
    )


def _from(made: Tie) -> TieLine:
    row = made.record
    names = {each.id: each.name for each in current_pack().registers}
    return TieLine(
        made,
        names.get(row.register, row.register),
        _("第 %(n)s 号") % {"n": row.pk},  # a name of somebody is read on her own page
        reverse("office:record", args=(row.register, row.pk)),
        [],
    )


def _found(
    actor: Actor, seeker: Seeker, asked: str
) -> list[tuple[Candidate, str, str, str]] | None:
    if asked != seeker.match.id:
        return None
    return [
        (
            each,
            each.record.title,
            area_name(each.record.area),
            reverse("office:record", args=(each.record.register, each.record.pk)),
        )
        for each in candidates(actor, seeker)
    ]
