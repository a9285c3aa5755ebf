"""Which version of the pack the database was filled with."""

from __future__ import annotations

from django.db import models


class PackVersion(models.Model):
    """县包版本: the pack's content at one moment, by the hash over its files."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=64)
    content_hash = models.CharField("内容校验", max_length=64, unique=True)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        verbose_name = "县包版本"

    def __str__(self) -> str:
        return f"{self.code} {self.content_hash[:12]}"
