"""Who holds a place, from when until when, and whether she still may."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.offers.models.allotment import AllotmentRun, Application
from zhaohui.county.offers.models.offer import Offer
from zhaohui.county.registry.models import Person


class OccupancyState(models.TextChoices):
    """How far it has come; `states.OCCUPANCY` says what leads where."""

    OFFERED = "offered", _("等本人确认")
    HELD = "held", _("在用")
    DECLINED = "declined", _("本人放弃")
    EXPIRED = "expired", _("过期没有确认")
    LEFT = "left", _("已退出")


TAKES_ROOM = ("offered", "held")


class Occupancy(models.Model):
    """占用. `confirm_by` NULL: the county has set no term, the offer stays until it is answered.

    `review_on` NULL: not reviewed by date.
    """

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="occupancies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="occupancies")
    run = models.ForeignKey(AllotmentRun, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=16, choices=OccupancyState, default="offered")
    offered_on = models.DateField("通知")
    confirm_by = models.DateField("几号前确认", null=True)
    started_on = models.DateField("开始", null=True)
    review_on = models.DateField("下次年审", null=True)
    ended_on = models.DateField("结束", null=True)
    end_words = models.CharField("结束的理由", max_length=300, default="")
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "占用"
        constraints = (
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=TAKES_ROOM),
                name="one_place_an_application",
            ),
        )
        indexes = (
            models.Index(fields=["offer", "state"], name="occupancy_of_offer"),
            models.Index(fields=["state", "confirm_by"], name="occupancy_to_confirm"),
        )

    def __str__(self) -> str:
        return f"occupancy {self.pk} {self.state}"


class Verdict(models.TextChoices):
    """What a review 年审 found; `unclear` keeps the place: unknown is not "no"."""

    KEEPS = "keeps", _("仍符合")
    UNCLEAR = "unclear", _("还缺材料，保留")
    ENDS = "ends", _("不再符合，退出")


class OccupancyReview(models.Model):
    """年审 of one place: what was found, what the registry said then, who looked."""

    id = models.BigAutoField(primary_key=True)
    occupancy = models.ForeignKey(Occupancy, models.CASCADE, related_name="reviews")
    day = models.DateField("日期")
    verdict = models.CharField("结果", max_length=8, choices=Verdict)
    registry_says = models.BooleanField("按登记的事实符合", null=True)
    words = models.CharField("意见", max_length=300)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "占用年审"

    def __str__(self) -> str:
        return f"review of occupancy {self.occupancy_id} on {self.day}"
