"""A household and its facts: those who live together, or those on one household register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from zhaohui.county.registry.models.source import SourceBatch


class HouseholdKind(models.TextChoices):
    """Which of a person's two households this is."""

    LIVING = "living", gettext_noop("共同生活家庭")
    REGISTERED = "registered", gettext_noop("户籍户")


class Household(models.Model):
    """户. NULL is "unknown"; money is in fen (分). Ids of both kinds come from one sequence."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("类别", max_length=10, choices=HouseholdKind)
    number = models.CharField("户号", max_length=32, null=True)
    town = models.CharField("镇", max_length=9, null=True)
    village = models.CharField("村（社区）", max_length=12, null=True)
    # Not indexed: one batch brings most rows, and nobody asks for a batch's rows.
    batch = models.ForeignKey(SourceBatch, models.PROTECT, db_index=False, verbose_name="来源批次")

    # The facts, in the dictionary's order.
    dibao = models.BooleanField("低保状态", null=True)
    dibao_edge = models.BooleanField("低保边缘家庭", null=True)
    assets_ok = models.BooleanField("家庭财产符合规定", null=True)
    other_monthly_income = models.BigIntegerField("家庭其他月收入", null=True)
    house_danger = models.CharField("住房危险等级", max_length=16, null=True)
    homes_owned = models.IntegerField("自有住房套数", null=True)
    home_area_per_person = models.IntegerField("人均住房面积", null=True)
    housing_aid_before = models.BooleanField("享受过住房保障", null=True)
    sudden_hardship = models.BooleanField("遭遇突发困难", null=True)
    disaster = models.CharField("受灾情形", max_length=16, null=True)
    renewal_area = models.CharField("改造范围", max_length=16, null=True)
    hospital_this_year = models.BooleanField("本年有人住院", null=True)
    rigid_expenses = models.BigIntegerField("近一年刚性支出", null=True)

    class Meta:
        verbose_name = "户"
        constraints = (
            models.UniqueConstraint(fields=["kind", "number"], name="household_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} household {self.pk}"


class ChangedHousehold(models.Model):
    """待重算的户: a fact or member of this household changed; the ledger has not looked at it since.

    Rows are only added and, once looked at, removed up to a number: a change that comes while the
    ledger is at work waits for the next time.
    """

    id = models.BigAutoField(primary_key=True)
    household_id = models.BigIntegerField("户")

    class Meta:
        verbose_name = "待重算的户"

    def __str__(self) -> str:
        return str(self.household_id)
