"""What the next weeks turn by themselves: made anew each night from the ledger and the days to come."""

from __future__ import annotations

from django.db import models

from zhaohui.county.entitlements.models.ledger import LedgerDay
from zhaohui.engines.ledger import Turn

TURNS = [(each.value, each.name.lower()) for each in Turn]


class OutlookWindow(models.Model):
    """展望期: until which day somebody has looked ahead, from which standing of the ledger."""

    ledger_day = models.OneToOneField(LedgerDay, models.CASCADE, verbose_name="台账日结")
    until = models.DateField("展望到")
    households = models.IntegerField("重算的户次")
    seconds = models.FloatField("用时（秒）")

    class Meta:
        verbose_name = "展望期"

    def __str__(self) -> str:
        return f"until {self.until}"


class Outlook(models.Model):
    """即将变化: a row of the ledger that turns on a day with unchanged facts; money in fen."""

    pk = models.CompositePrimaryKey("person_id", "rule_number", "kind")
    person_id = models.BigIntegerField("自然人")
    rule_number = models.SmallIntegerField("规则编号")
    household_id = models.BigIntegerField("户")
    area = models.CharField("村（社区）", max_length=12, null=True)
    kind = models.SmallIntegerField("变化", choices=TURNS)
    day = models.DateField("日期")
    amount_fen = models.BigIntegerField("应享金额（分）", null=True)
    held_fen = models.BigIntegerField("在享金额（分）", null=True)

    class Meta:
        verbose_name = "即将变化"
        indexes = (
            models.Index(fields=["rule_number", "kind", "area", "person_id"], name="outlook_list"),
        )

    def __str__(self) -> str:
        return f"{self.rule_number} of {self.person_id} on {self.day}"
