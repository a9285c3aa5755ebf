"""What the library's own table of tasks lacks: a job's key, a worker's sign of life, a night's steps."""

from __future__ import annotations

from django.db import models
from django_tasks_db.models import DBTaskResult


class Job(models.Model):
    """后台任务: one piece of work by its key. How it goes is in `result`; `done_at` is the effect's own mark."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField("幂等键", max_length=200, unique=True)
    title = models.CharField("名称", max_length=96)
    result = models.OneToOneField(
        DBTaskResult, models.SET_NULL, null=True, related_name="job", verbose_name="执行记录"
    )
    asked_at = models.DateTimeField("登记时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "后台任务"

    def __str__(self) -> str:
        return self.key


class Beat(models.Model):
    """心跳: when a worker last said that it lives. One that is silent for a lease is taken for dead."""

    worker = models.CharField("工作进程", max_length=64, primary_key=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "心跳"

    def __str__(self) -> str:
        return self.worker


class NightStep(models.Model):
    """夜间步骤: one step of one night's work, and how it ended."""

    id = models.BigAutoField(primary_key=True)
    night = models.DateField("日期")
    name = models.CharField("步骤", max_length=64)
    title = models.CharField("名称", max_length=64)
    started_at = models.DateTimeField("开始时间")
    seconds = models.FloatField("用时（秒）", null=True)
    is_done = models.BooleanField("已完成", default=False)
    result = models.JSONField("结果", default=dict)
    fault = models.TextField("故障", default="")

    class Meta:
        verbose_name = "夜间步骤"
        constraints = (models.UniqueConstraint(fields=["night", "name"], name="night_step_once"),)

    def __str__(self) -> str:
        return f"{self.night} {self.name}"
