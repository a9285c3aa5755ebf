"""Post an entry of a record's account 记账, and reverse one that was wrong 冲正."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.dealings.books import REVERSE, pot_balances, pot_ids
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.dealings.keeping import touched
from zhaohui.county.dealings.models import AccountEntry
from zhaohui.county.dealings.posts import require_post
from zhaohui.county.dealings.said import amount_of, amount_words, day_of, words_of
from zhaohui.county.postings.actions.post import Movement, post, reverse
from zhaohui.county.postings.models import Posting
from zhaohui.county.registers.actions.amend_record import require_version
from zhaohui.county.registers.fields import typed
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import locked
from zhaohui.county.registers.written import texts_of
from zhaohui.county.registry.sealed_text import seal
from zhaohui.packs.schema.dealings import AccountRow
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
LONGEST_REASON, LONGEST_LABEL = 32, 200


@dataclass(frozen=True, kw_only=True)
class EntrySaid:
    """What was written: an amount in the account's own words (元, 小时), a day ("": today), what for."""

    amount: str
    day: str = ""
    words: str = ""


def post_entry(
    actor: Actor,
    register: RegisterRow,
    pk: int,
    kind: tuple[str, str],
    said: EntrySaid,
    *,
    version: int,
) -> AccountEntry:
    """Post the amount from pot to pot and return the entry; `kind` is the account's id and the entry's.

    DealingRefused for what can't be read or is above the ceiling, OverdrawnError where a pot would
    give more than it has, NotVisible out of range or for another's posts. The record's version is
    the posting's key: the same page posts once.
    """
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        account = register.account(kind[0])
        entry = account.entry(kind[1]) if account else None
        if account is None or entry is None:
            raise NotVisible
        require_post(actor, register, row, entry.by)
        require_version(row, version)
        amount, day = amount_of(account.unit, said.amount), day_of(said.day)
        words = words_of(said.words) if entry.asks else said.words.strip()[:500]
        pots = pot_ids(register, row, account)
        key = f"record:{row.pk}:v{row.version}"
        move = (pots[entry.source], pots[entry.target], amount)
        post([Movement(key, *move, f"{account.id}.{entry.id}"[:LONGEST_REASON], day)])
        _require_ceiling(register, row, account)
        made = _keep(actor, row, kind, Posting.objects.get(key=key), words)
        lines = [(f"{account.name}·{entry.name}", "", amount_words(account.unit, amount))]
        touched(actor, register, row, "post", lines, posting=made.posting_id)
    return made


def reverse_entry(
    actor: Actor, register: RegisterRow, pk: int, entry_id: int, words: str, *, version: int
) -> AccountEntry:
    """Post the other way round what an entry posted, with a reason, and return the reversal's entry.

    DealingRefused where it was reversed before or is a reversal; OverdrawnError where what it brought
    is no longer there.
    """
    with transaction.atomic():
        row = locked(actor, WRITE, register.id, pk)
        wrong = AccountEntry.objects.filter(record=row, pk=entry_id).select_related("posting")
        entry = wrong.first()
        account = register.account(entry.account) if entry else None
        if entry is None or account is None:
            raise NotVisible
        declared = account.entry(entry.kind)
        require_post(actor, register, row, declared.by if declared else ())
        require_version(row, version)
        said = words_of(words)
        if entry.kind == REVERSE or not _reversed(entry.posting, county_today()):
            raise DealingRefused(_("这一笔已经冲正过，或者它本身就是冲正。"))
        back = Posting.objects.get(reverses=entry.posting)
        made = _keep(actor, row, (account.id, REVERSE), back, said)
        what = amount_words(account.unit, back.amount)
        name = declared.name if declared else entry.kind
        lines = [(f"{account.name}·{name}", what, "")]
        touched(actor, register, row, "reverse", lines, posting=back.pk)
    return made


def _reversed(posting: Posting, day: dt.date) -> int:
    return reverse([posting], reason=REVERSE, day=day)


def _require_ceiling(register: RegisterRow, row: Record, account: AccountRow) -> None:
    field = register.field(account.ceiling) if account.ceiling else None
    limit: Any = typed(field, texts_of(row).get(field.name, "")) if field else None
    if limit is None or field is None:
        return
    if account.unit == "minute":
        limit *= 60
    if sum(pot_balances(row, account).values()) > limit:
        raise DealingRefused(
            _("超过了“%(name)s”，没有记。") % {"name": field.name},
            hint=_("请核对数额，或者先按规定改额度。"),
        )


def _keep(
    actor: Actor, row: Record, kind: tuple[str, str], posting: Posting, words: str
) -> AccountEntry:
    return AccountEntry.objects.create(
        record=row,
        account=kind[0],
        kind=kind[1],
        posting=posting,
        words_sealed=seal(words),
        by_id=actor.user_id,
        by_label=actor.label[:LONGEST_LABEL],
    )
