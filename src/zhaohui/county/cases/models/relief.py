"""Help that was given before the case was decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhaohui.county.cases.models.case import Case


class Relief(models.Model):
    """先行救助: money or goods worth it, in fen, given at once; what is decided later is less by so much.

    `needs_second`: more than one officer may give, or nobody has set how much that is; it counts
    once another officer confirmed it. `papers_by` is when the case must be decided.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reliefs")
    amount_fen = models.BigIntegerField("金额（分）")
    reason = models.CharField("理由", max_length=64)
    words = models.TextField("给了什么、怎样给的")
    needs_second = models.BooleanField("要另一位确认")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    given_at = models.DateTimeField("时间", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    is_dropped = models.BooleanField("没有同意", default=False)
    papers_by = models.DateField("补手续到", null=True)

    class Meta:
        verbose_name = "先行救助"
        constraints = (
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="relief_is_something"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("given_by")),
                name="relief_second_officer",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_dropped=False), name="relief_once_a_case"
            ),
        )

    def __str__(self) -> str:
        return f"relief {self.pk}"

    @property
    def is_given(self) -> bool:
        """Whether it counts."""
        return not self.is_dropped and (not self.needs_second or self.confirmed_by_id is not None)

    @property
    def is_waiting(self) -> bool:
        """Whether another officer has to say something."""
        return not self.is_dropped and not self.is_given
