"""A record's accounts in the books: their keys, their balances, what all entries of a kind add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.dealings.models import AccountEntry
from zhaohui.county.dealings.said import amount_words
from zhaohui.county.postings.actions.open_accounts import Wanted, open_accounts
from zhaohui.county.postings.models import Unit
from zhaohui.county.postings.queries import balances
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import listed
from zhaohui.packs.schema.dealings import AccountRow
from zhaohui.packs.schema.register_files import RegisterRow

KIND = "record"
REVERSE = "reverse"


@dataclass(frozen=True)
class Total:
    """What the entries of one kind add up to over the records in reach."""

    account: str
    kind: str
    words: str
    count: int


def pot_key(record: int, account: str, pot: str) -> str:
    """Return the books' key of a record's pot."""
    return f"record:{record}:{account}:{pot}"


def pot_ids(register: RegisterRow, row: Record, account: AccountRow) -> Mapping[str, int]:
    """Return the books' ids of a record's pots, "" for outside, opened where they are not there.

    The caller holds the transaction.
    """
    unit, person = Unit(account.unit), row.person_id
    keys = {pot.id: pot_key(row.pk, account.id, pot.id) for pot in account.pots}
    outside = f"outside:register:{register.id}:{account.id}"
    wanted = [Wanted(key, KIND, unit, person) for key in keys.values()]
    found = open_accounts([*wanted, Wanted(outside, KIND, unit, is_outside=True)])
    return {"": found[outside], **{pot: found[key] for pot, key in keys.items()}}


def pot_balances(row: Record, account: AccountRow) -> dict[str, int]:
    """Return what is in each pot, in the account's unit."""
    keys = {pot.id: pot_key(row.pk, account.id, pot.id) for pot in account.pots}
    found = balances(keys.values())
    return {pot: found.get(key, 0) for pot, key in keys.items()}


def totals(actor: Actor, register: RegisterRow) -> list[Total]:
    """Return for each kind of entry what stands over the register's records in the actor's reach."""
    if not register.accounts:
        return []
    reach = listed(actor, register).values("pk")
    standing = AccountEntry.objects.filter(record__in=reach, posting__reversal=None)
    of_kinds = standing.exclude(kind=REVERSE).order_by().values_list("account", "kind")
    sums = of_kinds.annotate(amount=Sum("posting__amount"), number=Count("pk"))
    added = {(account, kind): (amount, number) for account, kind, amount, number in sums}
    return [
        Total(
            account.name,
            entry.name,
            amount_words(account.unit, added.get((account.id, entry.id), (0, 0))[0]),
            added.get((account.id, entry.id), (0, 0))[1],
        )
        for account in register.accounts
        for entry in account.entries
    ]
