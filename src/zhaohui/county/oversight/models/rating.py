"""A mark for how it went 好差评."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models import Case
from zhaohui.county.oversight.models.task import Task
from zhaohui.county.oversight.models.voice import Voice

BAD = 2  # this mark and below are bad: each opens a task


class Mark(models.IntegerChoices):
    """The five marks of 好差评."""

    VERY_BAD = 1, _("非常不满意")
    BAD = 2, _("不满意")
    FAIR = 3, _("基本满意")
    GOOD = 4, _("满意")
    VERY_GOOD = 5, _("非常满意")


class Rating(models.Model):
    """好差评: one mark for one voice or one case after it ended. `task` is the follow-up of a bad one."""

    id = models.BigAutoField(primary_key=True)
    voice = models.OneToOneField(Voice, models.PROTECT, null=True, related_name="rating")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="rating")
    mark = models.SmallIntegerField("评价", choices=Mark)
    words_sealed = models.BinaryField("说明（密）", null=True)
    department = models.CharField("负责部门", max_length=64, default="")
    area = models.CharField("办理区划", max_length=12, null=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="rating")

    class Meta:
        verbose_name = "好差评"
        constraints = (
            models.CheckConstraint(
                condition=Q(voice__isnull=True, case__isnull=False)
                | Q(voice__isnull=False, case__isnull=True),
                name="rating_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(mark__range=(1, 5)), name="rating_one_to_five"),
            models.CheckConstraint(
                condition=Q(mark__gt=BAD) | Q(task__isnull=False), name="rating_bad_has_task"
            ),
        )

    def __str__(self) -> str:
        return f"rating {self.pk}"
