"""What became of a case, step by step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case
from zhaohui.county.delegations.models import Delegation


class Level(models.TextChoices):
    """At which level a step was taken: the nearer, the better 就近办."""

    ONLINE = "online", _("网上")
    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇（街道）")
    DISTRICT = "district", _("区")


class CaseStep(models.Model):
    """过程: one step of a case. `words` and `lacks` are read by the applicant, `office` says who it was.

    A step is never changed; the audit log has an entry of each. `level` is "" where nobody noted it.
    `answer_by` and `until` are the days that the case had when it was taken: by when something comes,
    by when something is wanted. `untold` is the mark by which whoever is concerned is told of it once
    (`actions/tell_steps.py`); it alone is taken off later.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    name = models.CharField("步骤", max_length=24)
    before = models.CharField("原状态", max_length=16)
    after = models.CharField("新状态", max_length=16)
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="谁"
    )
    office = models.CharField("岗位", max_length=200)
    level = models.CharField("层级", max_length=8, choices=Level, default="")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="+", verbose_name="按赋权"
    )
    round = models.SmallIntegerField("轮次")
    reason = models.CharField("理由", max_length=64, default="")
    words = models.TextField("说明", default="")
    lacks = models.JSONField("一次性告知", default=list)
    answer_by = models.DateField("答复期限", null=True)
    until = models.DateField("补正、公示到", null=True)
    untold = models.BooleanField("还没有告知", default=False)

    class Meta:
        verbose_name = "办件过程"
        indexes = (
            models.Index(fields=["case", "id"], name="case_step_case"),
            models.Index(fields=["id"], condition=Q(untold=True), name="case_step_untold"),
        )

    def __str__(self) -> str:
        return f"step {self.name} of {self.case_id}"
