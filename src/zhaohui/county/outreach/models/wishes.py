"""How somebody wants to be reached, and who is not to be reached at all."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.outreach.models.outbox import Channel


class WishSource(models.TextChoices):
    """Where a wish comes from."""

    SELF = "self", _("本人在网上")
    SPOKEN = "spoken", _("本人当面说")
    PAPER = "paper", _("本人签字")


class ContactWish(models.Model):
    """联系意愿: a person's yes or no to one channel. No row: she was never asked."""

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField("自然人")
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    is_wanted = models.BooleanField("愿意")
    source = models.CharField("来源", max_length=8, choices=WishSource)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "联系意愿"
        constraints = (
            models.UniqueConstraint(fields=["person_id", "channel"], name="one_wish_a_channel"),
        )

    def __str__(self) -> str:
        return f"{self.channel} {'yes' if self.is_wanted else 'no'}"


class StopWhy(models.TextChoices):
    """Why nobody is to write or come."""

    ASKED = "asked", _("本人要求不再联系")
    DECEASED = "deceased", _("报告已去世")


class ContactStop(models.Model):
    """停止联系: nothing is sent to this person and she is on no list, whatever she misses."""

    person_id = models.BigIntegerField("自然人", primary_key=True)
    why = models.CharField("原因", max_length=8, choices=StopWhy)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "停止联系"

    def __str__(self) -> str:
        return self.why
