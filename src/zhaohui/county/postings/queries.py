"""Read accounts and postings; who may read those of a person is asked by the app that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Q, QuerySet

from zhaohui.county.postings.models import LedgerAccount, Posting

AT_ONCE = 500


def accounts_of(keys: Iterable[str]) -> dict[str, int]:
    """Return the ids of the accounts that are there, by key."""
    found: dict[str, int] = {}
    for some in _parts(keys):
        found.update(LedgerAccount.objects.filter(key__in=some).values_list("key", "pk"))
    return found


def balance(key: str) -> int:
    """Return an account's balance; 0 where it was never opened."""
    return LedgerAccount.objects.filter(key=key).values_list("balance", flat=True).first() or 0


def balances(keys: Iterable[str]) -> dict[str, int]:
    """Return the balances of the accounts that are there, by key."""
    found: dict[str, int] = {}
    for some in _parts(keys):
        found.update(LedgerAccount.objects.filter(key__in=some).values_list("key", "balance"))
    return found


def posted(keys: Iterable[str]) -> dict[str, Posting]:
    """Return the postings with these keys."""
    return {row.key: row for some in _parts(keys) for row in _posted(some)}


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _posted(keys: Sequence[str]) -> Iterator[Posting]:
    yield from Posting.objects.filter(key__in=keys)


def postings_of(key: str) -> QuerySet[Posting]:
    """Return what went into and out of an account, oldest first."""
    either = Q(from_account__key=key) | Q(to_account__key=key)
    return (
        Posting.objects.filter(either).select_related("from_account", "to_account").order_by("pk")
    )


WRONG = """SELECT a.key FROM postings_ledgeraccount a LEFT JOIN
    (SELECT account, sum(change) AS total FROM
        (SELECT to_account_id AS account, amount AS change FROM postings_posting
        UNION ALL SELECT from_account_id, -amount FROM postings_posting) AS both_sides
        GROUP BY account) AS s ON s.account = a.id
    WHERE a.balance <> coalesce(s.total, 0) OR (NOT a.is_outside AND a.balance < 0) ORDER BY a.key"""


def wrong_balances() -> list[str]:
    """Return the keys of accounts whose balance is not the sum of their postings: none, unless tampered."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        return [row[0] for row in cursor.fetchall()]
