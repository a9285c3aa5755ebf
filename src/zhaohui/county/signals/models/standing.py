"""Where a subject stands with a signal, and what the last look at each signal saw."""

from __future__ import annotations

from django.db import models


class Standing(models.Model):
    """所处级别: what `engines/warning` must remember of a subject; no row: nothing.

    `seen_since` and `raised_on` are days (ISO text or null) level by level.
    """

    id = models.BigAutoField(primary_key=True)
    signal = models.CharField("预警", max_length=64)
    subject = models.CharField("对象", max_length=160)
    level = models.SmallIntegerField("级别", default=0)
    seen_since = models.JSONField("从哪天起", default=list)
    raised_on = models.JSONField("上次发出", default=list)

    class Meta:
        verbose_name = "所处级别"
        constraints = (
            models.UniqueConstraint(fields=["signal", "subject"], name="one_standing_a_subject"),
        )

    def __str__(self) -> str:
        return f"{self.signal} {self.subject} {self.level}"


class SignalRun(models.Model):
    """一次查看: what a signal's last look on a day saw. `unknown`: of how many nobody can say.

    `is_unset`: no level has a threshold yet, so nothing could be raised.
    """

    id = models.BigAutoField(primary_key=True)
    signal = models.CharField("预警", max_length=64)
    on = models.DateField("日期")
    asked = models.IntegerField("看了多少")
    unknown = models.IntegerField("不知道")
    raised = models.IntegerField("新发出", default=0)
    cleared = models.IntegerField("自行解除", default=0)
    is_unset = models.BooleanField("阈值未定", default=False)
    pack_version = models.CharField("县包版本", max_length=64)
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "一次查看"
        constraints = (
            models.UniqueConstraint(fields=["signal", "on"], name="one_signal_run_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.signal} on {self.on}"
