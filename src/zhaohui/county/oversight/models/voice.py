"""What somebody said: a request, a complaint, a suggestion."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.oversight.models.task import Task
from zhaohui.county.registry.models import Person


class VoiceChannel(models.TextChoices):
    """Where it was said."""

    PORTAL = "portal", _("网上")
    WINDOW = "window", _("窗口")
    VILLAGE = "village", _("村（社区）走访")
    API = "api", _("开放接口")


class Voice(models.Model):
    """诉求、投诉、建议. Its handling is `task`. Words, name, phone, address and answers are sealed together.

    `person` NULL: said without a name, or by somebody who is not signed in. `code_hash` is the keyed
    hash of the code that goes with `number`. `lon`, `lat` (WGS84) and `village` may each be unknown.
    `may_publish`: who said it agreed; `summary` is what an officer wrote to be public, without names.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.CharField("诉求编号", max_length=16, unique=True)
    code_hash = models.CharField("查询码校验", max_length=64)
    once = models.CharField("一次", max_length=64, unique=True)
    task = models.OneToOneField(Task, models.PROTECT, related_name="voice")
    kind = models.CharField("类别", max_length=64)
    channel = models.CharField("渠道", max_length=16, choices=VoiceChannel)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代记"
    )
    village = models.CharField("村（社区）", max_length=12, null=True)
    lon = models.FloatField("经度（WGS84）", null=True)
    lat = models.FloatField("纬度（WGS84）", null=True)
    contents_sealed = models.BinaryField("内容（密）")
    said_at = models.DateTimeField("时间", auto_now_add=True)
    may_publish = models.BooleanField("同意公开")
    summary = models.CharField("公开的摘要", max_length=200, default="")
    public_answer = models.CharField("公开的答复", max_length=400, default="")

    class Meta:
        verbose_name = "诉求"
        constraints = (
            models.CheckConstraint(
                condition=Q(summary="") | Q(may_publish=True), name="voice_published_with_consent"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False),
                name="voice_whole_point",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "village", "said_at"], name="voice_alike"),
            models.Index(fields=["person"], name="voice_person"),
        )

    def __str__(self) -> str:
        return f"voice {self.pk}"
