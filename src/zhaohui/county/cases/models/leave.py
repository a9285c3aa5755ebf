"""An officer's leave: who does her cases meanwhile, and which ones moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case


class LeaveState(models.TextChoices):
    """How far it has come."""

    PLANNED = "planned", _("还没有开始")
    RUNNING = "running", _("代办中")
    ENDED = "ended", _("已结束")
    CANCELLED = "cancelled", _("已取消")


class Leave(models.Model):
    """离岗: from a day to a day (both included) the deputy has the officer's open cases.

    `comes_back`: what is open on the day after goes back to her.
    """

    id = models.BigAutoField(primary_key=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    start = models.DateField("起")
    until = models.DateField("止（含）")
    comes_back = models.BooleanField("回来以后还给本人")
    state = models.CharField("状态", max_length=16, choices=LeaveState, default="planned")
    marked_at = models.DateTimeField("登记", auto_now_add=True)

    class Meta:
        verbose_name = "离岗"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("start")), name="leave_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(officer=F("deputy")), name="leave_has_another_deputy"
            ),
        )
        indexes = (models.Index(fields=["state", "start"], name="leave_state"),)

    def __str__(self) -> str:
        return f"leave {self.pk} {self.state}"


class HandedCase(models.Model):
    """交接的办件: a case that moved to the deputy when the leave began."""

    id = models.BigAutoField(primary_key=True)
    leave = models.ForeignKey(Leave, models.CASCADE, related_name="handed")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "交接的办件"
        constraints = (models.UniqueConstraint(fields=["leave", "case"], name="handed_once"),)

    def __str__(self) -> str:
        return f"case {self.case_id} of leave {self.leave_id}"
