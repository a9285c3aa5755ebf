"""Whom a village worker should reach, about what, and how far that has come."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LineState(models.TextChoices):
    """How far it has come; `states.STEPS` says what leads where."""

    FOUND = "found", _("已找到，还没告知")
    TOLD = "told", _("已告知，等答复")
    CONFIRMED = "confirmed", _("本人已确认，等办理")
    AWARDED = "awarded", _("已享受")
    REFUSED = "refused", _("不办")
    UNREACHABLE = "unreachable", _("联系不上")
    ALREADY_KNOWN = "already_known", _("本人已知道，自己在办")
    OPTED_OUT = "opted_out", _("本人不愿联系")
    LAPSED = "lapsed", _("已不需要（情况变了）")


class Reason(models.TextChoices):
    """Why somebody is not to get it after all."""

    NOT_WANTED = "not_wanted", _("本人不想要")
    FACTS_WRONG = "facts_wrong", _("登记的情况不对")
    HELD_ELSEWHERE = "held_elsewhere", _("在别处已享受")
    NOT_ENTITLED = "not_entitled", _("核实后不符合")
    DECEASED = "deceased", _("本人已去世")
    MOVED = "moved", _("人已搬走")
    OTHER = "other", _("其他")


class Consent(models.TextChoices):
    """How a village worker got somebody's yes."""

    SPOKEN = "spoken", _("本人当面口头同意")
    WRITTEN = "written", _("本人签字同意")
    GUARDIAN = "guardian", _("监护人同意")


class ContactLine(models.Model):
    """联系单: a person misses a benefit; one line as long as that finding stands (`ended_on` NULL).

    `area` is her village (her town where that is unknown) when the line was last looked at; where
    she lives today decides who sees it. Lines of a finding that ended stay, for the funnel.
    """

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField("自然人")
    rule = models.CharField("规则", max_length=64)
    area = models.CharField("村（社区）", max_length=12, null=True)
    state = models.CharField("状态", max_length=16, choices=LineState, default=LineState.FOUND)
    is_award = models.BooleanField("免申即享", default=False)
    amount_fen = models.BigIntegerField("应享金额（分）", null=True)
    found_on = models.DateField("找到")
    told_on = models.DateField("告知", null=True)
    told_by = models.CharField("告知方式", max_length=8, default="")
    confirmed_on = models.DateField("确认", null=True)
    consent = models.CharField("同意方式", max_length=16, choices=Consent, default="")
    closed_on = models.DateField("办结", null=True)
    reason = models.CharField("原因", max_length=16, choices=Reason, default="")
    quiet_until = models.DateField("此前不再联系", null=True)
    ended_on = models.DateField("台账不再这样说", null=True)
    is_synthetic = models.BooleanField("模拟数据")

    class Meta:
        verbose_name = "联系单"
        constraints = (
            models.UniqueConstraint(
                fields=["person_id", "rule"],
                condition=Q(ended_on=None),
                name="one_line_a_finding",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_on__isnull=False),
                name="line_confirmed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("found_on")),
                name="line_closed_after_found",
            ),
        )
        indexes = (
            models.Index(fields=["area", "id"], name="contact_line_area"),
            models.Index(fields=["state", "area"], name="contact_line_state"),
            models.Index(fields=["rule", "area"], name="contact_line_rule"),
        )

    def __str__(self) -> str:
        return f"line {self.pk} {self.rule} {self.state}"
