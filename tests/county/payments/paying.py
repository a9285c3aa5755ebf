"""Steps of a payment for tests: holders, a month's batch, the bank's answer 模拟数据."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io

from django.db import transaction

from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.draw_batch import draw_batch
from zhaohui.county.payments.actions.export_batch import export_batch
from zhaohui.county.payments.actions.import_return import ReturnReport, import_return
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.models import PaymentBatch
from zhaohui.packs.schema.payments import PaidBenefitRow

CODE = "510811"
RULE = "old-age-allowance"
MONTH = dt.date(2026, 3, 1)
NEXT = dt.date(2026, 4, 1)
LONG_AGO = dt.date(2025, 1, 1)
Said = dict[int, tuple[str, str]]


def pack_with(**how):
    """Return the pack with what is said of how the benefit is paid."""
    pack = the_pack()
    row = PaidBenefitRow(
        place="test:1", rule=RULE, source="test", verification="placeholder", **how
    )
    payments = pack.payments.model_copy(update={"benefits": (row,)})
    from dataclasses import replace

    return replace(pack, payments=payments)


class Office:
    """Two officers of one department: one draws and sends, the other approves."""

    def __init__(self) -> None:
        self.clerk: Actor = actor(officer("department-officer", CODE))
        self.chief: Actor = actor(officer("reviewer", CODE))

    def hold(self, *people: int, fen: int = 10_000, since: dt.date = LONG_AGO, until=None) -> None:
        with transaction.atomic():
            for person in people:
                award(person=person, rule=RULE, amount_fen=fen, since=since, until=until,
                      source=f"test:{person}:{since}:{until}:{fen}")  # fmt: skip

    def draw(self, month: dt.date = MONTH, pack=None) -> PaymentBatch:
        return draw_batch(self.clerk, pack or the_pack(), rule=RULE, month=month)

    def approved(self, month: dt.date = MONTH, pack=None) -> PaymentBatch:
        batch = self.draw(month, pack)
        submit_batch(self.clerk, the_pack(), batch.pk)
        return approve_batch(self.chief, the_pack(), batch.pk)

    def sent(self, month: dt.date = MONTH, pack=None) -> tuple[PaymentBatch, bytes]:
        batch = self.approved(month, pack)
        _kept, content = export_batch(self.clerk, the_pack(), batch.pk)
        batch.refresh_from_db()
        return batch, content

    def paid(self, month: dt.date = MONTH, pack=None) -> PaymentBatch:
        batch, content = self.sent(month, pack)
        self.take(batch, answers(content))
        batch.refresh_from_db()
        return batch

    def take(self, batch: PaymentBatch, content: bytes) -> ReturnReport:
        return import_return(self.clerk, the_pack(), batch.pk, content)


def sent_rows(content: bytes) -> list[list[str]]:
    """Return the payments of a bank file: batch, line, name, account, amount, benefit, month."""
    rows = csv.reader(content.decode("utf-8-sig").splitlines())
    return [row[1:] for row in rows if row[0] == "D"]


def answers(content: bytes, said: Said | None = None, *, only=None, close: bool = True) -> bytes:
    """Return the bank's answer to a bank file: 成功 save where `said` names a line's result and reason."""
    said = said or {}
    lines = [
        ["C", "批次号", "序号", "社会保障卡账号", "金额（元）", "结果", "失败原因", "入账日期"]
    ]
    total = 0
    for batch, line, _name, account, amount, _benefit, _month in sent_rows(content):
        if only is not None and int(line) not in only:
            continue
        result, reason = said.get(int(line), ("成功", ""))
        lines.append(["D", batch, line, account, amount, result, reason, "2026-03-10"])
        total += round(float(amount) * 100)
    body = written(lines)
    if not close:
        return body
    end = ["T", str(len(lines) - 1), f"{total / 100:.2f}", hashlib.sha256(body).hexdigest(), ""]
    return body + written([end])


def written(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
