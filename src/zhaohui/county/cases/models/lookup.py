"""Wrong tries at looking up a case without signing in."""

from __future__ import annotations

from django.db import models


class LookupTry(models.Model):
    """查询失败: what was typed or who typed, as keyed hashes, so that guessing is slowed down."""

    id = models.BigAutoField(primary_key=True)
    what = models.CharField("谁或者什么（校验）", max_length=64)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "查询失败"
        indexes = (models.Index(fields=["what", "at"], name="lookup_try_what"),)

    def __str__(self) -> str:
        return f"try {self.pk}"
