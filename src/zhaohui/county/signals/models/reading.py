"""A number that an office enters for a period 填报."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Reading(models.Model):
    """填报数: one number of a signal for a period. A correction is another row; the latest is `is_current`.

    `item` names a firm or site where the signal is by name. `starts` is the period's first day.
    `origin` says where the number was taken from, `reason` why it was corrected.
    """

    id = models.BigAutoField(primary_key=True)
    signal = models.CharField("预警", max_length=64)
    area = models.CharField("区划代码", max_length=12)
    item = models.CharField("名称", max_length=80, default="", blank=True)
    period = models.CharField("期间", max_length=10)
    starts = models.DateField("期间起始")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    origin = models.CharField("数据来源", max_length=200)
    reason = models.CharField("更正理由", max_length=200, default="", blank=True)
    is_current = models.BooleanField("有效", default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="填报人"
    )
    office = models.CharField("岗位", max_length=200)
    entered_at = models.DateTimeField("填报时间", auto_now_add=True)

    class Meta:
        verbose_name = "填报数"
        constraints = (
            models.UniqueConstraint(
                fields=["signal", "area", "item", "period"],
                condition=Q(is_current=True),
                name="one_reading_a_period",
            ),
        )
        indexes = (
            models.Index(fields=["signal", "area", "item", "starts"], name="reading_of_series"),
        )

    def __str__(self) -> str:
        return f"reading {self.signal} {self.period}"
