"""Values that officers add to the pack's parameters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhaohui.county.catalog.models.proposal import Proposal, two_people


class ParameterProposal(Proposal):
    """参数补填: a value for a parameter of the pack, with its document; valid once a colleague approves.

    `value` is typed as after loading a pack: money in fen, dates as ISO text.
    """

    parameter = models.CharField("参数", max_length=64)
    area = models.CharField("区划代码", max_length=12)
    end = models.DateField("止", null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="停用人"
    )
    ended_at = models.DateTimeField("停用时间", null=True)
    ended_why = models.CharField("停用原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "参数补填"
        indexes = (
            models.Index(fields=["parameter", "state"], name="proposal_of"),
            models.Index(fields=["state", "id"], name="proposal_waiting"),
        )
        constraints = (
            *two_people("proposal"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="proposal_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["parameter", "area", "start"],
                condition=Q(state="approved"),
                name="proposal_in_force_once",
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}: {self.parameter}"
