"""Cases that another office's system handed in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhaohui.county.cases.models.case import Case


class PartnerCase(models.Model):
    """对接办件: a case that came from another office's system, under that system's own reference.

    The same reference again is the same case. `consented_on` and `consent` say when and how the
    applicant agreed: where the signed paper or the record lies, in the partner's words.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="partner")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reference = models.CharField("对方编号", max_length=64)
    consented_on = models.DateField("本人同意日期")
    consent = models.CharField("本人同意的凭据", max_length=200)

    class Meta:
        verbose_name = "对接办件"
        constraints = (
            models.UniqueConstraint(fields=["account", "reference"], name="partner_case_once"),
        )

    def __str__(self) -> str:
        return f"partner case {self.pk}"
