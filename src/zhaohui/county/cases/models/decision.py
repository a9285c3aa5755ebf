"""What was proposed and decided in a case, and all that it rests on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case
from zhaohui.county.delegations.models import Delegation


class Outcome(models.TextChoices):
    """What a decision says."""

    GRANT = "grant", _("准予")
    REFUSE = "refuse", _("不予")


class Decision(models.Model):
    """决定: proposed by one officer, where money is granted approved by another.

    It keeps the rule, the pack's version, the figures used with their dates, the facts used with
    their sources (sealed) and the told trace (sealed), as they stood on `as_of`. A proposal that was
    sent back has `is_dropped`; of a case's decisions only the newest decided one holds.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    round = models.SmallIntegerField("轮次")
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    rule = models.CharField("规则", max_length=64, default="")
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    unit = models.CharField("单位", max_length=8, default="")
    since = models.DateField("起始", null=True)
    reason = models.CharField("理由", max_length=64)
    words = models.TextField("说明")
    engine_says = models.CharField("推算结果", max_length=8, default="")
    as_of = models.DateField("推算日期")
    pack_version = models.CharField("县包版本", max_length=64)
    parameters = models.JSONField("用到的标准", default=list)
    facts_sealed = models.BinaryField("用到的事实（密）")
    told_sealed = models.BinaryField("推算过程（密）")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("拟定", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("决定", null=True)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="+", verbose_name="按赋权决定"
    )
    is_dropped = models.BooleanField("已退回", default=False)
    letter_number = models.CharField("文书编号", max_length=24, null=True, unique=True)
    letter_sealed = models.BinaryField("文书（密）", null=True)
    letter_digest = models.CharField("文书校验", max_length=64, default="")

    class Meta:
        verbose_name = "决定"
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(outcome="grant")
                | Q(amount_fen=None)
                | ~Q(decided_by=F("proposed_by")),
                name="money_takes_two",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(decided_at=None, is_dropped=False),
                name="one_open_proposal",
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.pk} {self.outcome}"
