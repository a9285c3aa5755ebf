"""The standing ledger: what is believed of every person and rule, since when, and before."""

from __future__ import annotations

from django.db import models

from zhaohui.county.catalog.models import PackVersion
from zhaohui.engines.ledger import State, Status

STATUSES = [(each.value, each.name.lower()) for each in Status]
STATES = [(each.value, each.name.lower()) for each in State]


class RuleNumber(models.Model):
    """规则编号: a rule's small number in the ledger's rows; never given to another."""

    number = models.SmallIntegerField(primary_key=True)
    rule = models.CharField("规则", max_length=64, unique=True)

    class Meta:
        verbose_name = "规则编号"

    def __str__(self) -> str:
        return f"{self.number} {self.rule}"


class AlikeRule(models.Model):
    """同条件规则: a rule without rows of its own; those of `number` say the same, from a day until another."""

    rule = models.CharField("规则", max_length=64)
    number = models.SmallIntegerField("规则编号")
    since = models.DateField("自")
    until = models.DateField("至", null=True)

    class Meta:
        verbose_name = "同条件规则"
        constraints = (
            models.UniqueConstraint(
                fields=["rule"], condition=models.Q(until=None), name="one_alike_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} as {self.number}"


class Believed(models.Model):
    """What a row says: a rule's answer for a person (or her household, whose head she is).

    No row means "no, and nothing held". `reasons` and `needs` are masks (`Derived`); money in fen.
    """

    person_id = models.BigIntegerField("自然人")
    rule_number = models.SmallIntegerField("规则编号")
    household_id = models.BigIntegerField("户")
    area = models.CharField("村（社区）", max_length=12, null=True)
    status = models.SmallIntegerField("结果", choices=STATUSES)
    state = models.SmallIntegerField("状态", choices=STATES)
    amount_fen = models.BigIntegerField("应享金额（分）", null=True)
    is_held = models.BooleanField("在享")
    held_fen = models.BigIntegerField("在享金额（分）", null=True)
    reasons = models.BigIntegerField("理由")
    needs = models.BigIntegerField("尚缺")
    since = models.DateField("自")
    version = models.BigIntegerField("县包版本")

    class Meta:
        abstract = True


class Finding(Believed):
    """待遇台账: what stands today. On SQLite the table is clustered by its key (see the migration)."""

    pk = models.CompositePrimaryKey("person_id", "rule_number")

    class Meta:
        verbose_name = "待遇台账"
        indexes = (
            models.Index(
                fields=["rule_number", "state", "area", "person_id"], name="finding_by_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule_number} of {self.person_id}"


class FindingPast(Believed):
    """台账历史: what stood from `since` until the day before `until`."""

    pk = models.CompositePrimaryKey("person_id", "rule_number", "since")
    until = models.DateField("至")

    class Meta:
        verbose_name = "台账历史"
        indexes = (models.Index(fields=["rule_number", "until"], name="finding_past_until"),)

    def __str__(self) -> str:
        return f"{self.rule_number} of {self.person_id} until {self.until}"


class HouseholdDue(models.Model):
    """到期重算: the next day on which an answer of this household can turn by itself; no row: never."""

    household_id = models.BigIntegerField("户", primary_key=True)
    kind = models.CharField("类别", max_length=10)
    next_change = models.DateField("最早变化日")

    class Meta:
        verbose_name = "到期重算"
        indexes = (models.Index(fields=["next_change"], name="household_due_day"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.next_change}"


class LedgerCell(models.Model):
    """台账统计: how many rows a rule has in a village by state, and their money in fen."""

    pk = models.CompositePrimaryKey("rule_number", "area", "state")
    rule_number = models.SmallIntegerField("规则编号")
    area = models.CharField("村（社区）", max_length=12)
    state = models.SmallIntegerField("状态", choices=STATES)
    n = models.BigIntegerField("行数")
    amount_fen = models.BigIntegerField("应享金额（分）")
    held_fen = models.BigIntegerField("在享金额（分）")

    class Meta:
        verbose_name = "台账统计"

    def __str__(self) -> str:
        return f"{self.rule_number} {self.area} {self.state}"


class LedgerDay(models.Model):
    """台账日结: one evaluation that brought the ledger to a day, whole (`is_full`) or what was due."""

    id = models.BigAutoField(primary_key=True)
    as_of = models.DateField("计算日期")
    pack = models.ForeignKey(PackVersion, models.PROTECT, verbose_name="县包版本")
    is_full = models.BooleanField("全员")
    changed = models.IntegerField("有变化的户")
    due = models.IntegerField("到期的户")
    people = models.IntegerField("重算人数")
    rows_now = models.IntegerField("新增和变化")
    rows_gone = models.IntegerField("消失")
    seconds = models.FloatField("用时（秒）")
    cpu_seconds = models.FloatField("处理器（秒）")
    is_synthetic = models.BooleanField("模拟数据")
    finished_at = models.DateTimeField("完成时间", auto_now_add=True)

    class Meta:
        verbose_name = "台账日结"

    def __str__(self) -> str:
        return f"{self.as_of} {'full' if self.is_full else 'refresh'}"
