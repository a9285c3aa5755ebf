"""What one place asks another about somebody who lives there."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhaohui.county.cases.models.case import Case


class Inquiry(models.Model):
    """协查函: the office that handles a case asks the one of her home for facts; it reads no more than this."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="inquiries")
    area = models.CharField("请哪里协查", max_length=12)
    question = models.TextField("请核实什么")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发函人"
    )
    asker = models.CharField("发函单位", max_length=200)
    asked_at = models.DateTimeField("发函时间", auto_now_add=True)
    answer = models.TextField("回复", default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="回复人"
    )
    answerer = models.CharField("回复单位", max_length=200, default="")
    answered_at = models.DateTimeField("回复时间", null=True)

    class Meta:
        verbose_name = "协查函"
        indexes = (models.Index(fields=["area", "answered_at"], name="inquiry_area"),)

    def __str__(self) -> str:
        return f"inquiry {self.pk}"
