"""Payments, as the walk meets them at both places."""

from __future__ import annotations

from dataclasses import dataclass

from tests.walk.ground import Ground
from zhaohui.clock import county_today
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.payments.models import (
    Payee,
    PaymentBatch,
    PaymentLine,
    Recovery,
    Review,
    Suspension,
)


@dataclass
class MoneyWorld(Ground):
    """发放: batches, lines, holds, recoveries."""

    @property
    def benefit(self) -> str:
        """A benefit that is paid by the month."""
        return next(rule.id for rule in self.pack.rules if rule.unit == "月" and rule.amount)

    def batch(self) -> PaymentBatch:
        """A month's batch that waits for approval."""
        month = county_today().replace(day=1)
        return PaymentBatch.objects.get_or_create(
            rule=self.benefit,
            month=month,
            part=1,
            defaults={
                "state": "submitted",
                "pack": load_pack(self.pack),
                "digest": "x",
                "line_count": 2,
                "gross_fen": 20_000,
                "set_off_fen": 0,
                "net_fen": 20_000,
                "is_synthetic": True,
            },
        )[0]

    def payment_line(self, place: str) -> PaymentLine:
        """What the person of that place is paid."""
        person, batch = self.person[place], self.batch()
        return PaymentLine.objects.get_or_create(
            batch=batch,
            person_id=person.pk,
            defaults={
                "number": person.pk,
                "rule": batch.rule,
                "month": batch.month,
                "kind": "month",
                "area": person.village,
                "amount_fen": 10_000,
                "net_fen": 10_000,
            },
        )[0]

    def suspension(self, place: str) -> Suspension:
        """That the person of that place is not paid for the time being."""
        return Suspension.objects.get_or_create(
            rule=self.benefit,
            person_id=self.person[place].pk,
            defaults={"from_month": county_today().replace(day=1), "reason": "other"},
        )[0]

    def review(self, place: str) -> Review:
        """A review of the person of that place that is due."""
        return Review.objects.get_or_create(
            rule=self.benefit, person_id=self.person[place].pk, due_on=county_today()
        )[0]

    def recovery(self, place: str) -> Recovery:
        """What the person of that place was paid too much."""
        return Recovery.objects.get_or_create(
            rule=self.benefit,
            person_id=self.person[place].pk,
            defaults={"amount_fen": 10_000, "basis": "模拟"},
        )[0]

    def payee(self, place: str) -> Payee:
        """Whose account takes the money of the person of that place."""
        person = self.person[place].pk
        return Payee.objects.get_or_create(
            person_id=person,
            defaults={"payee_id": person + 1, "kind": "agent", "basis": "模拟"},
        )[0]
