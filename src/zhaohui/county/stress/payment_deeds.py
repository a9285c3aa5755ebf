"""Payments under kill -9: approving a batch, making its bank file, taking in the bank's answer 模拟数据."""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache, partial

from django.db import models, transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import HIGHEST, LOWEST, Actor, Grant
from zhaohui.county.accounts.models import Officer, User
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.draw_batch import draw_batch
from zhaohui.county.payments.actions.export_batch import export_batch
from zhaohui.county.payments.actions.import_return import import_return
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.models import (
    BankFile,
    BatchState,
    LineState,
    PaymentBatch,
    PaymentLine,
    ReturnFile,
    ReturnRow,
)
from zhaohui.county.postings.models import LedgerAccount, Posting
from zhaohui.county.postings.queries import wrong_balances
from zhaohui.county.registry.models import Household, HouseholdKind, Person, SourceBatch
from zhaohui.county.registry.seals import registry_seals
from zhaohui.county.stress.action import SYNTHETIC, Pieces
from zhaohui.county.stress.deed import Deed

TABLES: tuple[type[models.Model], ...] = (LedgerAccount, Posting, BankFile, ReturnFile, ReturnRow, Entry)  # fmt: skip
ACTIONS = ("payment.draw", "payment.approve", "payment.bank")
AMOUNT = 12_345


@cache
def clerk(name: str) -> Actor:
    """Return an officer of one department who may do everything about payments."""
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, is_synthetic=True)
        Officer.objects.create(user=user, name="模拟人员", department=SYNTHETIC)
    grants = tuple(Grant(action, low=LOWEST, high=HIGHEST) for action in ACTIONS)
    return Actor(kind="officer", user_id=user.pk, label=SYNTHETIC, grants=grants)


def rule() -> str:
    """Return the pack's first benefit by the month."""
    return next(row.id for row in current_pack().rules if row.unit == "月" and row.amount)


def month() -> dt.date:
    """Return this month."""
    return county_today().replace(day=1)


def submitted(case: str) -> str:
    """Register somebody who holds the benefit, and hand in a batch that pays her; return its number."""
    with transaction.atomic():
        source = SourceBatch.objects.get_or_create(
            content_hash="stress",
            defaults={"department": SYNTHETIC, "as_of": month(), "kind": "stress", "rows": 0, "is_synthetic": True},
        )[0]  # fmt: skip
        living = Household.objects.create(kind=HouseholdKind.LIVING, batch=source)
        own = Household.objects.create(kind=HouseholdKind.REGISTERED, batch=source)
        card = registry_seals().bank_card.seal(f"990000{living.pk:013d}")
        person = Person.objects.create(
            living=living, registered=own, batch=source, name="模拟", bank_card_sealed=card
        )
        award(person=person.pk, rule=rule(), amount_fen=AMOUNT, since=dt.date(2020, 1, 1), source=case)  # fmt: skip
    batch = draw_batch(clerk("stress-clerk"), current_pack(), rule=rule(), month=month())
    submit_batch(clerk("stress-clerk"), current_pack(), batch.pk)
    clerk("stress-chief")
    return str(batch.pk)


def approved(case: str) -> str:
    """Go as far as the approval."""
    number = submitted(case)
    approve(number, case)
    return number


def exported(case: str) -> str:
    """Go as far as the bank file."""
    number = approved(case)
    export(number, case)
    return number


def approve(number: str, _case: str) -> None:
    """Approve the batch."""
    approve_batch(clerk("stress-chief"), current_pack(), int(number))


def export(number: str, _case: str) -> None:
    """Make the bank file."""
    export_batch(clerk("stress-clerk"), current_pack(), int(number))


def answer(number: str, _case: str) -> None:
    """Take in that all was paid."""
    import_return(clerk("stress-clerk"), current_pack(), int(number), _answered(int(number)))


def _answered(number: int) -> bytes:
    """Return the bank's answer to a batch in the words of the pack."""
    pack = current_pack()
    assert pack.payments
    form = pack.payments.return_file
    paid = next(each.word for each in form.results if each.means == "paid")
    said = {"batch": f"P{number:08d}", "result": paid, "account": "", "reason": "", "day": ""}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["C", *(column.head for column in form.columns)])
    for line in PaymentLine.objects.filter(batch=number).order_by("number"):
        row = said | {"line": str(line.number), "amount": f"{line.net_fen / 100:.2f}"}
        writer.writerow(["D", *(row[column.field] for column in form.columns)])
    return text.getvalue().encode(form.encoding)


def pieces() -> Pieces:
    """Count rows table by table, batches and lines by state, what was moved, and books that are wrong."""
    rows = [model._default_manager.count() for model in TABLES]  # noqa: SLF001 - Django's name for it
    rows += [PaymentBatch.objects.filter(state=state).count() for state in BatchState]
    rows += [PaymentLine.objects.filter(state=state).count() for state in LineState]
    inside = LedgerAccount.objects.filter(is_outside=False)
    rows.append(inside.aggregate(total=models.Sum("balance"))["total"] or 0)
    return (*rows, len(wrong_balances()))


_deed = partial(Deed, pieces=pieces)
DEEDS = {
    "approve": _deed(prepare=submitted, do=approve),
    "export": _deed(prepare=approved, do=export),
    "return": _deed(prepare=exported, do=answer),
}
