"""What became of a task, step by step."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhaohui.county.oversight.models.task import Task


class TaskStep(models.Model):
    """过程: one step, never changed; the audit log has an entry of each.

    `words_sealed` holds what was written with it: an answer may name what only the asker may read.
    """

    id = models.BigAutoField(primary_key=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    name = models.CharField("步骤", max_length=24)
    before = models.CharField("原状态", max_length=16)
    after = models.CharField("新状态", max_length=16)
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="谁"
    )
    office = models.CharField("岗位", max_length=200)
    round = models.SmallIntegerField("轮次")
    outcome = models.CharField("结果", max_length=64, default="")
    words_sealed = models.BinaryField("说明（密）", null=True)
    evidence_sealed = models.BinaryField("办结凭据（密）", null=True)

    class Meta:
        verbose_name = "工单过程"
        indexes = (models.Index(fields=["task", "id"], name="task_step_task"),)

    def __str__(self) -> str:
        return f"step {self.name} of task {self.task_id}"
