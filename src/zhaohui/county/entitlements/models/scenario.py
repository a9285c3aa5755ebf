"""Reforms that officers tried: what they changed and what came out, as counts and sums."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop


class ScenarioState(models.TextChoices):
    """Where a scenario stands."""

    WAITING = "waiting", gettext_noop("正在测算")
    DONE = "done", gettext_noop("已算出")
    FAILED = "failed", gettext_noop("没有算成")


class ReformScenario(models.Model):
    """测算方案: a reform tried on a copy of the pack. `result` holds counts and sums, never a person."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField("名称", max_length=80)
    reform = models.JSONField("改动")
    state = models.CharField(
        "状态", max_length=8, choices=ScenarioState, default=ScenarioState.WAITING
    )
    result = models.JSONField("结果", null=True)
    fault = models.CharField("没有算成的原因", max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="测算人"
    )
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    finished_at = models.DateTimeField("算出时间", null=True)

    class Meta:
        verbose_name = "测算方案"

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
