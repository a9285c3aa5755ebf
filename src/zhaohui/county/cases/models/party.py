"""Who takes part in a case."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case
from zhaohui.county.registry.models import Person


class Role(models.TextChoices):
    """What somebody is in a case."""

    APPLICANT = "applicant", _("申请人")
    RESPONDENT = "respondent", _("被申请人")
    AGENT = "agent", _("代理人")
    HELPER = "helper", _("代办的亲友")
    TAKER = "taker", _("代收的工作人员")


class Party(models.Model):
    """当事人: a person of the registry, or the account that helped."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    role = models.CharField("身份", max_length=16, choices=Role)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "当事人"
        constraints = (
            models.UniqueConstraint(
                fields=["case", "role", "person", "account"], name="party_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"
