"""The books can't be written otherwise than by postings, and no account goes below zero."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhaohui.county.postings.actions.open_accounts import Wanted, open_accounts
from zhaohui.county.postings.actions.post import Movement, post, reverse
from zhaohui.county.postings.errors import OverdrawnError, PostingConflictError
from zhaohui.county.postings.models import LedgerAccount, Posting, Unit
from zhaohui.county.postings.queries import balance, wrong_balances

DAY = dt.date(2026, 1, 1)
NAMES = ("world", "a", "b", "c")


@pytest.fixture
def books(db):
    wanted = [Wanted(name, "test", is_outside=name == "world") for name in NAMES]
    return open_accounts(wanted)


def move(books, key, giver, taker, amount):
    return Movement(key, books[giver], books[taker], amount, "test", DAY)


def refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_key_is_posted_once(books):
    one = move(books, "k", "world", "a", 100)
    assert post([one]) == 1
    assert post([one]) == 0
    assert balance("a") == 100
    with pytest.raises(PostingConflictError):
        post([move(books, "k", "world", "a", 200)])


def test_nothing_is_given_that_is_not_there(books):
    post([move(books, "in", "world", "a", 100)])
    with pytest.raises(OverdrawnError):
        post([move(books, "x", "world", "b", 5), move(books, "out", "a", "b", 101)])
    assert (balance("a"), balance("b")) == (100, 0)


def test_a_reversal_is_the_other_way_round_and_once(books):
    post([move(books, "in", "world", "a", 100)])
    row = Posting.objects.get(key="in")
    assert reverse([row], reason="mistake", day=DAY) == 1
    assert reverse([row], reason="mistake", day=DAY) == 0
    assert balance("a") == 0
    back = Posting.objects.get(key=f"reverse:{row.pk}")
    with pytest.raises(PostingConflictError):
        reverse([back], reason="mistake", day=DAY)
    wrong = Movement("other", books["a"], books["world"], 99, "mistake", DAY, row.pk)
    with pytest.raises(PostingConflictError):
        post([wrong])


def test_units_are_not_mixed(books):
    pieces = open_accounts([Wanted("boxes", "test", Unit.PIECE)])
    with pytest.raises(PostingConflictError):
        post([Movement("k", books["world"], pieces["boxes"], 1, "test", DAY)])


def test_the_database_itself_refuses(books):
    post([move(books, "in", "world", "a", 100)])
    refused("UPDATE postings_posting SET amount = 1")
    refused("DELETE FROM postings_posting")
    refused("DELETE FROM postings_ledgeraccount WHERE key = 'b'")
    refused("UPDATE postings_ledgeraccount SET balance = 1000 WHERE key = 'a'")
    refused("UPDATE postings_ledgeraccount SET is_outside = NOT is_outside WHERE key = 'a'")
    refused("UPDATE postings_ledgeraccount SET unit = 'piece' WHERE key = 'a'")
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerAccount.objects.create(key="rich", kind="test", unit=Unit.FEN, balance=5)
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR IGNORE INTO postings_posting (key, from_account_id, to_account_id, amount, "
            f"reason, day, posted_at) VALUES ('k', {books['a']}, {books['b']}, 500, 'x', '2026-01-01', '2026-01-01')"
        )
    assert balance("a") == 100


MOVES = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 60))
STEPS = st.lists(st.one_of(MOVES, st.integers(0, 30)), max_size=25)


@given(steps=STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_tried_the_sums_are_the_balances(books, steps):
    with transaction.atomic():
        before = Posting.objects.count()
        for n, step in enumerate(steps):
            try:
                if isinstance(step, int):
                    rows = list(Posting.objects.filter(reverses=None)[step : step + 1])
                    reverse(rows, reason="test", day=DAY)
                elif step[0] != step[1]:
                    post([move(books, f"{before}-{n}", *step)])
            except OverdrawnError:
                pass
        assert wrong_balances() == []
        sums: dict[int, int] = defaultdict(int)
        for row in Posting.objects.all():
            sums[row.from_account_id] -= row.amount
            sums[row.to_account_id] += row.amount
        rows = LedgerAccount.objects.all()
        assert {row.pk: row.balance for row in rows} == {row.pk: sums[row.pk] for row in rows}
        assert all(row.balance >= 0 for row in rows if not row.is_outside)
        assert sum(row.balance for row in rows) == 0
        transaction.set_rollback(True)
