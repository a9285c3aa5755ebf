"""What the county decided where its plan does not agree with itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Choice(models.TextChoices):
    """Which of the two places holds."""

    FIRST = "first", "以第一处为准"
    SECOND = "second", "以第二处为准"
    BOTH = "both", "两处都成立，口径不同"
    OTHER = "other", "两处都不用，另作决定"


class Resolution(models.Model):
    """处理决定: how one contradiction of one plan is read, citing both places. Never changed.

    A later decision about the same contradiction supersedes the one before; the latest holds.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.CharField("规划", max_length=64)
    contradiction = models.CharField("矛盾编号", max_length=64)
    choice = models.CharField("取用", max_length=8, choices=Choice)
    reading = models.CharField("怎样执行", max_length=500)
    reason = models.CharField("理由", max_length=1000)
    basis = models.CharField("依据文件", max_length=200, blank=True)
    first_line = models.IntegerField("第一处行号")
    first_quote = models.CharField("第一处原文", max_length=60)
    second_line = models.IntegerField("第二处行号")
    second_quote = models.CharField("第二处原文", max_length=60)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200)
    decided_at = models.DateTimeField("决定时间", auto_now_add=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name="代替"
    )

    class Meta:
        verbose_name = "处理决定"
        indexes = (models.Index(fields=["plan", "contradiction"], name="resolution_of"),)
        constraints = (  # two who decide at once: the second is told
            models.UniqueConstraint(
                fields=["plan", "contradiction"],
                condition=models.Q(supersedes__isnull=True),
                name="one_first_resolution",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.contradiction} {self.choice}"
