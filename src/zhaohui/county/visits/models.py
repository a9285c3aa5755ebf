"""What a village worker reported of a visit, kept once by the phone's own number."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models import Material, Scan
from zhaohui.county.oversight.models import Task


class About(models.TextChoices):
    """What carries the visit."""

    LINE = "line", _("联系单")
    TASK = "task", _("工单")
    CASE = "case", _("办件补正")
    DUTY = "duty", _("随访")


class Button(models.TextChoices):
    """Which of the three buttons was pressed."""

    VISITED = "visited", _("已访")
    AWAY = "away", _("不在")
    HELP = "help", _("需帮助")


class Outcome(models.TextChoices):
    """What became of the report here."""

    APPLIED = "applied", _("已记到原来的单子上")
    NOTED = "noted", _("已记下")
    CONFLICT = "conflict", _("对不上，没有改动")


class VisitEntry(models.Model):
    """走访记录. `key` is the phone's UUID. `area` is where the worker was sent.

    `left` is the carrier's standing after the report; `stands` says in words what stood where it
    did not fit. `person_id` NULL: a task about nobody in particular. The note is sealed.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField("手机编号", unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField("岗位", max_length=200)
    about = models.CharField("事由", max_length=8, choices=About)
    about_id = models.BigIntegerField("单子")
    title = models.CharField("内容", max_length=160)
    person_id = models.BigIntegerField("自然人", null=True)
    area = models.CharField("村（社区）", max_length=12)
    button = models.CharField("结果", max_length=8, choices=Button)
    result = models.CharField("情况", max_length=64, default="")
    said_at = models.DateTimeField("记录时间")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    outcome = models.CharField("怎么记的", max_length=8, choices=Outcome)
    left = models.CharField("记后状态", max_length=40, default="")
    stands = models.CharField("现在的情况", max_length=300, default="")
    note_sealed = models.BinaryField("说明（密）", null=True)
    photo_folder = models.CharField("照片", max_length=32, default="")
    photo_digest = models.CharField("照片校验", max_length=64, default="")
    photo_kind = models.CharField("照片类型", max_length=40, default="")
    photo_scan = models.CharField("查毒", max_length=16, choices=Scan, default="")
    photo_fault = models.CharField("照片没有收", max_length=200, default="")
    material = models.ForeignKey(Material, models.SET_NULL, null=True, related_name="+")
    help_task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_sealed = models.BinaryField("处理说明（密）", null=True)

    class Meta:
        verbose_name = "走访记录"
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="conflict") | ~Q(stands=""),
                name="visit_conflict_says_what_stands",
            ),
        )
        indexes = (
            models.Index(fields=["area", "received_at"], name="visit_area"),
            models.Index(fields=["user", "about", "about_id"], name="visit_about"),
            models.Index(fields=["person_id"], name="visit_person"),
        )

    def __str__(self) -> str:
        return f"visit {self.pk} {self.outcome}"
