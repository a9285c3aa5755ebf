"""Who holds which benefit: by the lists of those who pay, and by what was decided here."""

from __future__ import annotations

from django.db import models


class HoldingList(models.Model):
    """发放名单: one file that says who holds a benefit; the newest of a rule is the one that counts.

    `is_whole` False: only what was decided here of a benefit whose list nobody has brought in; of
    everybody else it says nothing, so nobody is missing by it.
    """

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    department = models.CharField("来源部门", max_length=64)
    as_of = models.DateField("名单日期")
    content_hash = models.CharField("内容校验", max_length=64)
    rows = models.IntegerField("行数")
    is_whole = models.BooleanField("全部在享人", default=True)
    is_synthetic = models.BooleanField("模拟数据")
    recorded_at = models.DateTimeField("入库时间", auto_now_add=True)

    class Meta:
        verbose_name = "发放名单"
        indexes = (models.Index(fields=["rule"], name="holding_list_rule"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.as_of}"


class Holding(models.Model):
    """在享待遇: a person holds a benefit from `since` to `until` (inclusive; NULL: no end known).

    `amount_fen` is per the rule's unit; NULL for help in kind or where the list does not say.
    """

    pk = models.CompositePrimaryKey("rule", "person_id")
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    since = models.DateField("起始", null=True)
    until = models.DateField("截止", null=True)
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    holding_list = models.ForeignKey(
        HoldingList, models.PROTECT, db_index=False, verbose_name="发放名单"
    )

    class Meta:
        verbose_name = "在享待遇"
        indexes = (models.Index(fields=["person_id"], name="holding_person"),)

    def __str__(self) -> str:
        return f"{self.rule} of {self.person_id}"


class Award(models.Model):
    """核定: a benefit was decided here for a person; one a `source` ("case:12"), never changed.

    The holding that it makes is what the ledger sees and what payments pay.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.CharField("来自", max_length=64, unique=True)
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    since = models.DateField("起始")
    until = models.DateField("截止", null=True)
    decided_at = models.DateTimeField("核定时间", auto_now_add=True)

    class Meta:
        verbose_name = "核定"
        indexes = (models.Index(fields=["person_id", "rule"], name="award_person"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_fen__isnull=True) | models.Q(amount_fen__gte=0),
                name="award_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.person_id} by {self.source}"
