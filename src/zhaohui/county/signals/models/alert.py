"""An alert: that a signal was raised about a subject, until somebody has found out whether it was true."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.oversight.models import Task
from zhaohui.county.registry.models import Person


class AlertState(models.TextChoices):
    """How far it has come; `states.STEPS` says what leads where."""

    OPEN = "open", _("等处置")
    ACTING = "acting", _("在处置")
    CLOSED = "closed", _("已结束")


OPEN = (AlertState.OPEN, AlertState.ACTING)


class Verdict(models.TextChoices):
    """What was found 结论; "" while nobody has said."""

    TRUE = "true", _("属实")
    FALSE = "false", _("误报")
    UNKNOWN = "unknown", _("查不清")


class Alert(models.Model):
    """预警. `subject` is what it is about: p/h (person, household), r (record), o/k (offer, kind), a (area), n (named).

    `person` is the person, or a household's head; `area` where it is handled, until she moves.
    `title` names what is not personal; empty about people. `level` is the position in the signal's
    file (1 the mildest), `severity` the colour's, 0 blue to 3 red. `cleared_on`: the condition is
    over though nobody has found out yet. `words_sealed` is the reason of the verdict.
    """

    id = models.BigAutoField(primary_key=True)
    signal = models.CharField("预警", max_length=64)
    subject = models.CharField("对象", max_length=160)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="alerts")
    area = models.CharField("区划代码", max_length=12)
    title = models.CharField("名称", max_length=200, default="")
    level = models.SmallIntegerField("级别")
    severity = models.SmallIntegerField("严重程度")
    state = models.CharField("状态", max_length=8, choices=AlertState, default=AlertState.OPEN)
    raised_on = models.DateField("发出")
    level_since = models.DateField("到此级别")
    cleared_on = models.DateField("条件消失", null=True)
    due_at = models.DateTimeField("期限")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="alerts")
    acting = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="处置人"
    )
    verdict = models.CharField("结论", max_length=8, choices=Verdict, default="", blank=True)
    words_sealed = models.BinaryField("理由（密）", null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="结束人"
    )
    closed_on = models.DateField("结束", null=True)
    pack_version = models.CharField("县包版本", max_length=64)
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "预警"
        constraints = (
            models.UniqueConstraint(
                fields=["signal", "subject"],
                condition=Q(state__in=[str(each) for each in OPEN]),
                name="one_open_alert_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(verdict="")
                | ~Q(state="closed") & Q(closed_on__isnull=True, verdict=""),
                name="alert_closed_with_verdict",
            ),
        )
        indexes = (
            models.Index(fields=["area", "id"], name="alert_of_area"),
            models.Index(fields=["signal", "state", "id"], name="alert_of_signal"),
        )

    def __str__(self) -> str:
        return f"alert {self.pk} {self.signal}"

    @property
    def place(self) -> str:
        """The code of the area that it belongs to today; "" where it is unknown."""
        return self.area if self.person is None else self.person.area or ""


class LevelChange(models.Model):
    """级别变化: from which level to which, and what was seen then (sealed where it is about people).

    Never changed. `evidence` is [name, text] pairs.
    """

    id = models.BigAutoField(primary_key=True)
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="changes")
    on = models.DateField("日期")
    before = models.SmallIntegerField("原级别")
    after = models.SmallIntegerField("新级别")
    evidence = models.JSONField("依据", default=list)
    sealed = models.BinaryField("依据（密）", null=True)

    class Meta:
        verbose_name = "级别变化"
        indexes = (models.Index(fields=["alert", "id"], name="level_change_of_alert"),)

    def __str__(self) -> str:
        return f"alert {self.alert_id} {self.before} to {self.after}"
