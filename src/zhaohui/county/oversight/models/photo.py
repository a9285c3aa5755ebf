"""A photo that was handed in with a voice."""

from __future__ import annotations

from django.db import models

from zhaohui.county.cases.models import Scan
from zhaohui.county.oversight.models.voice import Voice


class VoicePhoto(models.Model):
    """照片: kept like a case's materials, sealed in the data folder under its hash; never public."""

    id = models.BigAutoField(primary_key=True)
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="photos")
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=40)
    size = models.IntegerField("字节")
    digest = models.CharField("内容校验", max_length=64)
    folder = models.CharField("存放", max_length=32)
    scan = models.CharField("查毒", max_length=16, choices=Scan)
    added_at = models.DateTimeField("交来", auto_now_add=True)

    class Meta:
        verbose_name = "照片"
        constraints = (
            models.UniqueConstraint(fields=["voice", "digest"], name="voice_photo_once"),
        )

    def __str__(self) -> str:
        return f"photo {self.pk}"
