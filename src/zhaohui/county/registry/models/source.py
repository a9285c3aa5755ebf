"""Where facts come from: one row a batch, and one row a field that differs from its batch."""

from __future__ import annotations

from django.db import models


class SourceBatch(models.Model):
    """来源批次: a file or a run that brought facts in. Its date is the date the facts speak of."""

    id = models.BigAutoField(primary_key=True)
    department = models.CharField("来源部门", max_length=64)
    as_of = models.DateField("数据日期")
    kind = models.CharField("种类", max_length=32)
    rows = models.IntegerField("行数")
    content_hash = models.CharField("内容校验", max_length=64, unique=True)
    is_synthetic = models.BooleanField("模拟数据")
    recorded_at = models.DateTimeField("入库时间", auto_now_add=True)

    class Meta:
        verbose_name = "来源批次"

    def __str__(self) -> str:
        return f"{self.department} {self.as_of}"


class Subject(models.TextChoices):
    """Whose field an override names."""

    PERSON = "person", "自然人"
    HOUSEHOLD = "household", "户"


class FieldOverride(models.Model):
    """字段来源: this one field of this subject comes from another batch than the row's."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField("对象", max_length=10, choices=Subject)
    subject_id = models.BigIntegerField("对象编号")
    column = models.CharField("字段", max_length=64)
    batch = models.ForeignKey(SourceBatch, models.PROTECT, verbose_name="来源批次")

    class Meta:
        verbose_name = "字段来源"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "subject_id", "column"], name="override_field_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.column}"
