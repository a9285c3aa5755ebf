"""Runs of the sweep, which of them is shown, and its counts by town."""

from __future__ import annotations

from django.db import models

from zhaohui.county.catalog.models import PackVersion


class SweepRun(models.Model):
    """全员比对: everyone against every rule at one date. The findings themselves are Parquet."""

    id = models.BigAutoField(primary_key=True)
    as_of = models.DateField("计算日期")
    pack = models.ForeignKey(PackVersion, models.PROTECT, verbose_name="县包版本")
    snapshot_hash = models.CharField("快照校验", max_length=64)
    findings_hash = models.CharField("结果校验", max_length=64, unique=True)
    persons = models.IntegerField("人数")
    households = models.IntegerField("户数")
    seconds = models.FloatField("用时（秒）")
    peak_mb = models.IntegerField("内存峰值（MB）")
    is_synthetic = models.BooleanField("模拟数据")
    finished_at = models.DateTimeField("完成时间", auto_now_add=True)

    class Meta:
        verbose_name = "全员比对"

    def __str__(self) -> str:
        return f"{self.as_of} {self.findings_hash[:12]}"


class CurrentSweep(models.Model):
    """当前结果: the one row that says which run the pages show; swapping it publishes a run."""

    ONLY_ID = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY_ID)
    run = models.ForeignKey(SweepRun, models.PROTECT, verbose_name="全员比对")

    class Meta:
        verbose_name = "当前结果"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_current_sweep"),)

    def __str__(self) -> str:
        return str(self.run_id)


class Status(models.TextChoices):
    """A rule's answer for one subject."""

    YES = "yes", "符合"
    NO = "no", "不符合"
    UNKNOWN = "unknown", "待补信息"


class Cell(models.Model):
    """分镇统计: subjects of one rule in one town by status; pages count from here."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(SweepRun, models.CASCADE, related_name="cells")
    rule = models.CharField("规则", max_length=64)
    town = models.CharField("镇", max_length=9)
    status = models.CharField("结果", max_length=8, choices=Status)
    subjects = models.IntegerField("人（户）数")
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    unpriced = models.IntegerField("符合但金额未知", default=0)

    class Meta:
        verbose_name = "分镇统计"
        constraints = (
            models.UniqueConstraint(fields=["run", "rule", "town", "status"], name="cell_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.town} {self.status}"


class VillageCell(models.Model):
    """分村统计: one rule in one village; kept of the published run alone, officers' pages count from it.

    The village is NULL where a subject's is unknown, and so is the town.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(SweepRun, models.CASCADE, related_name="village_cells")
    rule = models.CharField("规则", max_length=64)
    town = models.CharField("镇", max_length=9, null=True)
    village = models.CharField("村（社区）", max_length=12, null=True)
    yes = models.IntegerField("符合")
    no = models.IntegerField("不符合")
    unknown = models.IntegerField("待补信息")
    amount_fen = models.BigIntegerField("金额（分）")
    unpriced = models.IntegerField("符合但金额未知")

    class Meta:
        verbose_name = "分村统计"
        indexes = (models.Index(fields=["run", "rule", "village"], name="village_cell"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.village}"
