"""What came of handling many cases at once, row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class BulkHandling(models.Model):
    """批量办理: `rows` hold the case, its number, whether it was done, and why not."""

    id = models.BigAutoField(primary_key=True)
    did = models.CharField("做法", max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    rows = models.JSONField("结果", default=list)

    class Meta:
        verbose_name = "批量办理"

    def __str__(self) -> str:
        return f"bulk {self.pk} {self.did}"
