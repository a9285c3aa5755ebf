"""How a service item changes 动态调整: what an evaluation found, and the proposals that follow from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from zhaohui.county.catalog.models.proposal import Proposal, two_people


class Outcome(models.TextChoices):
    """What an evaluation advises."""

    KEEP = "keep", gettext_noop("保留不变")
    CHANGE = "change", gettext_noop("调整要素")
    PUBLISH = "publish", gettext_noop("发布")
    RETIRE = "retire", gettext_noop("取消")


class ItemEvaluation(models.Model):
    """事项评估: what an officer found about an item, and what she advises; never changed afterwards."""

    id = models.BigAutoField(primary_key=True)
    item = models.CharField("事项", max_length=64)
    version = models.PositiveIntegerField("评估的版本")
    period = models.CharField("评估期", max_length=64)
    findings = models.CharField("评估发现", max_length=600)
    outcome = models.CharField("建议", max_length=8, choices=Outcome)
    evaluated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="评估人"
    )
    evaluated_at = models.DateTimeField("评估时间", auto_now_add=True)

    class Meta:
        verbose_name = "事项评估"
        indexes = (models.Index(fields=["item", "id"], name="item_evaluation_of"),)

    def __str__(self) -> str:
        return f"evaluation {self.pk}: {self.item}"


class ItemProposal(Proposal):
    """事项调整提案: one element of an item, from a day on, resting on an evaluation.

    `before` and `value` are as JSON has them; an approved one is published and never taken back:
    another change follows it.
    """

    item = models.CharField("事项", max_length=64)
    element = models.CharField("要素", max_length=32)
    before = models.JSONField("原来", null=True)
    evaluation = models.ForeignKey(
        ItemEvaluation, models.PROTECT, related_name="proposals", verbose_name="评估"
    )

    class Meta:
        verbose_name = "事项调整提案"
        indexes = (
            models.Index(fields=["item", "state"], name="item_proposal_of"),
            models.Index(fields=["state", "id"], name="item_proposal_waiting"),
        )
        constraints = (
            *two_people("item_proposal"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "approved", "returned", "withdrawn")),
                name="item_proposal_state",
            ),
            models.UniqueConstraint(
                fields=["item", "element"],
                condition=Q(state="waiting"),
                name="item_proposal_waits_once",
            ),
        )

    def __str__(self) -> str:
        return f"item proposal {self.pk}: {self.item} {self.element}"
