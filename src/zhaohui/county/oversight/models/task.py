"""A task: something that somebody must do by a day and answer for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """What a task comes from. Further origins use the same table, steps and clock."""

    VOICE = "voice", _("诉求")
    RATING = "rating", _("差评回访")
    RECORD = "record", _("台账转办")
    DUTY = "duty", _("随访超期")
    SIGNAL = "signal", _("预警")


class TaskState(models.TextChoices):
    """How far it has come; `states.STEPS` says what leads where."""

    OPEN = "open", _("等分派")
    ASSIGNED = "assigned", _("在办")
    PROPOSED = "proposed", _("已拟答复，等审批")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class Task(models.Model):
    """工单. `area` is where it is handled: a village, a town, or the county's own code for the district.

    `title` names the kind, never a person. `due_on` NULL: no term is set. `first_due_on` is the day
    before any extension. `round` 2: reopened, once. `satisfied` NULL: nobody has said.
    """

    id = models.BigAutoField(primary_key=True)
    origin = models.CharField("来源", max_length=16, choices=Origin)
    title = models.CharField("事由", max_length=160)
    department = models.CharField("负责部门", max_length=64, default="")
    area = models.CharField("办理区划", max_length=12)
    state = models.CharField("状态", max_length=16, choices=TaskState, default=TaskState.OPEN)
    state_since = models.DateTimeField("到此状态")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="拟答复"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审批"
    )
    two_step = models.BooleanField("答复要审批", default=False)
    opened_on = models.DateField("收到")
    due_on = models.DateField("到期", null=True)
    first_due_on = models.DateField("原定到期", null=True)
    answered_on = models.DateField("答复", null=True)
    closed_on = models.DateField("办结", null=True)
    outcome = models.CharField("结果", max_length=64, default="")
    satisfied = models.BooleanField("满意", null=True)
    round = models.SmallIntegerField("轮次", default=1)
    escalation = models.SmallIntegerField("督办级别", default=0)
    pack_version = models.CharField("县包版本", max_length=64)
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "工单"
        constraints = (
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("proposer")),
                name="task_answer_takes_two",
            ),
        )
        indexes = (
            models.Index(fields=["area", "state", "due_on"], name="task_area"),
            models.Index(fields=["state", "due_on"], name="task_due"),
            models.Index(fields=["assignee", "state"], name="task_assignee"),
        )

    def __str__(self) -> str:
        return f"task {self.pk} {self.state}"
