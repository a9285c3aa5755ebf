"""Delegations: which steps of which items a department gave to which towns and villages, for how long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DelegationState(models.TextChoices):
    """How far it has come. `approved` is in force between its days."""

    WAITING = "waiting", _("等审批")
    APPROVED = "approved", _("已批准")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")
    RECALLED = "recalled", _("已收回")
    ENDED = "ended", _("已到期")


# It was public once: the list shows it, and a case may have been handled under it.
PUBLISHED = (DelegationState.APPROVED, DelegationState.RECALLED, DelegationState.ENDED)


class Delegation(models.Model):
    """赋权. `until` is the last day. While `wanted_until` is set, an extension waits for a second officer.

    `published_on` is the day of the last change that the public list shows, `public_changes` counts them.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.CharField("批次", max_length=64)
    department = models.CharField("赋权部门", max_length=64)
    may_accept = models.BooleanField("受理", default=False)
    may_review = models.BooleanField("审查、拟决定", default=False)
    may_decide = models.BooleanField("决定", default=False)
    start = models.DateField("起")
    until = models.DateField("止（含）")
    conditions = models.TextField("条件")
    state = models.CharField("状态", max_length=16, choices=DelegationState, default="waiting")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField("审批", null=True)
    answer = models.CharField("审批意见", max_length=300, default="")
    wanted_until = models.DateField("延长到", null=True)
    extension_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    extension_words = models.CharField("延长的理由", max_length=300, default="")
    recalled_on = models.DateField("收回", null=True)
    recall_words = models.CharField("收回的理由", max_length=300, default="")
    published_on = models.DateField("公布", null=True)
    public_changes = models.IntegerField("公布次数", default=0)
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "赋权"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("start")), name="delegation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="delegation_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(may_accept=True) | Q(may_review=True) | Q(may_decide=True),
                name="delegation_gives_a_step",
            ),
        )

    def __str__(self) -> str:
        return f"delegation {self.pk} {self.state}"


class DelegatedItem(models.Model):
    """赋权的事项, with its name of that day."""

    id = models.BigAutoField(primary_key=True)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="items")
    item = models.CharField("事项", max_length=96)
    item_name = models.CharField("事项名称", max_length=160)

    class Meta:
        verbose_name = "赋权的事项"
        constraints = (
            models.UniqueConstraint(fields=["delegation", "item"], name="delegated_item_once"),
        )
        indexes = (models.Index(fields=["item"], name="delegated_item_item"),)

    def __str__(self) -> str:
        return f"{self.item} of {self.delegation_id}"


class DelegatedArea(models.Model):
    """承接的镇、村: whoever holds a post for exactly this area. `low` is the start of its range of codes."""

    id = models.BigAutoField(primary_key=True)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="areas")
    area = models.CharField("区划代码", max_length=12)
    low = models.CharField("区划范围起", max_length=12)

    class Meta:
        verbose_name = "承接的镇村"
        constraints = (
            models.UniqueConstraint(fields=["delegation", "area"], name="delegated_area_once"),
        )
        indexes = (models.Index(fields=["low"], name="delegated_area_low"),)

    def __str__(self) -> str:
        return f"{self.area} of {self.delegation_id}"


class CapacityAssessment(models.Model):
    """承接能力评估 of one area: before the delegation was approved, or after. Scores are no personal data."""

    id = models.BigAutoField(primary_key=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="assessments")
    area = models.CharField("区划代码", max_length=12)
    is_before = models.BooleanField("赋权前")
    day = models.DateField("评估日期")
    form_name = models.CharField("评估表", max_length=200)
    scores = models.JSONField("得分", default=list)
    answers_sealed = models.BinaryField("回答（密）")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pack_version = models.CharField("县包版本", max_length=64)

    class Meta:
        verbose_name = "承接能力评估"
        indexes = (models.Index(fields=["delegation", "area", "id"], name="capacity_of_area"),)

    def __str__(self) -> str:
        return f"capacity {self.pk} of {self.delegation_id}"
