"""What a decision or an assessment established about somebody, and what stood before."""

from __future__ import annotations

from django.db import models

from zhaohui.county.registry.models.source import SourceBatch, Subject


class Confirmation(models.Model):
    """认定: one field of the registry that an officer's decision or an assessment filled.

    `origin` names what it came of (`case:<id>`, `assessment:<id>`). `before` is the value that stood,
    `before_batch` the batch that this field had of its own; both come back when it is withdrawn.
    """

    id = models.BigAutoField(primary_key=True)
    origin = models.CharField("来自", max_length=64)
    subject = models.CharField("对象", max_length=10, choices=Subject)
    subject_id = models.BigIntegerField("对象编号")
    column = models.CharField("字段", max_length=64)
    before = models.JSONField("原来的值", null=True)
    batch = models.ForeignKey(SourceBatch, models.PROTECT, related_name="+")
    before_batch = models.ForeignKey(SourceBatch, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("撤销时间", null=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "认定"
        constraints = (
            models.UniqueConstraint(
                fields=["origin", "subject", "subject_id", "column"],
                condition=models.Q(withdrawn_at=None),
                name="confirmed_once",
            ),
        )
        indexes = (models.Index(fields=["subject", "subject_id", "column"], name="confirmed_of"),)

    def __str__(self) -> str:
        return f"{self.origin}: {self.column}"
