"""What somebody handed in with a case or its draft."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case
from zhaohui.county.forms.models import Draft


class Scan(models.TextChoices):
    """What the malware scan said."""

    CLEAN = "clean", _("已查毒，没有发现问题")
    NOT_SCANNED = "not_scanned", _("没有查毒（没有配置查毒程序）")


class Material(models.Model):
    """材料: a file; its content lies sealed in the data folder under its hash."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="materials")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="materials")
    document = models.CharField("材料", max_length=64)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=40)
    size = models.IntegerField("字节")
    digest = models.CharField("内容校验", max_length=64)
    folder = models.CharField("存放", max_length=32)
    scan = models.CharField("查毒", max_length=16, choices=Scan)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField("交来", auto_now_add=True)

    class Meta:
        verbose_name = "材料"
        constraints = (
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(draft__isnull=False),
                name="material_belongs",
            ),
        )

    def __str__(self) -> str:
        return f"material {self.pk}"
