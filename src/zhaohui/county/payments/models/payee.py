"""Who takes a person's money for her 代领: a guardian's or an agent's account, with what allows it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PayeeKind(models.TextChoices):
    """Why somebody else's account."""

    GUARDIAN = "guardian", _("监护人")
    AGENT = "agent", _("本人书面委托的代领人")


class PayeeState(models.TextChoices):
    """How far an authorisation has come."""

    PROPOSED = "proposed", _("待审批")
    STANDING = "standing", _("有效")
    ENDED = "ended", _("已停止")


class Payee(models.Model):
    """代领授权: what is hers goes to another registered person's account, by a document, once another officer approved.

    `basis` names the document; `until` the last day, NULL: until it is ended. One at a time a person.
    """

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField("享受人")
    payee_id = models.BigIntegerField("代领人")
    kind = models.CharField("关系", max_length=8, choices=PayeeKind)
    basis = models.CharField("依据", max_length=200)
    until = models.DateField("有效至", null=True)
    state = models.CharField("状态", max_length=8, choices=PayeeState, default=PayeeState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField("审批时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("停止时间", null=True)
    ended_why = models.CharField("为什么停止", max_length=200, blank=True)

    class Meta:
        verbose_name = "代领授权"
        constraints = (
            models.CheckConstraint(condition=~Q(payee_id=F("person_id")), name="payee_is_another"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="payee_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="standing") | Q(approved_by__isnull=False),
                name="payee_standing_approved",
            ),
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(state__in=("proposed", "standing")),
                name="payee_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"payee of {self.person_id}"
