"""A case: one application of one person for one item, on its way to a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.delegations.models import Delegation
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person


class CaseState(models.TextChoices):
    """How far it has come; `states.STEPS` says what leads where."""

    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("已提交，等受理")
    WAITING = "waiting", _("等前一项办完")
    RETURNED = "returned", _("等您补正")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    ACCEPTED = "accepted", _("已受理，等审查")
    IN_REVIEW = "in_review", _("审查中")
    PAUSED = "paused", _("暂停计时")
    PUBLICITY = "publicity", _("公示中")
    PROPOSED = "proposed", _("已拟决定，等审批")
    DECIDED = "decided", _("已决定，等送达")
    DELIVERED = "delivered", _("已送达")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")
    APPEALED = "appealed", _("已申请复核")


# A second application of the same person for the same item waits for one of these.
ENDED = (
    CaseState.NOT_ACCEPTED,
    CaseState.DECIDED,
    CaseState.DELIVERED,
    CaseState.CLOSED,
    CaseState.WITHDRAWN,
)


class Channel(models.TextChoices):
    """Where it was applied for."""

    PORTAL = "portal", _("网上")
    WINDOW = "window", _("窗口")
    VILLAGE = "village", _("村（社区）帮办")
    API = "api", _("对接系统")


class Case(models.Model):
    """办件. `area` is where it is handled; `number` is what people ask by, and tells nothing.

    Days are working days of the pack. `due_on` moves with every lawful pause; NULL: no term is set.
    `people` are the registry ids of the form's members; what they stated is sealed. `round` grows
    with every review 复核 or reopening: its officers are others than the last round's. `delegation` is
    the one under which the last delegated step was taken; empty where the department has it back.
    """

    # Under which delegation the step at hand is taken; set where the case is locked for it.
    under: Delegation | None = None
    # The columns as they were read; set where the case is locked for a step.
    as_read: Mapping[str, Any] | None = None

    id = models.BigAutoField(primary_key=True)
    number = models.CharField("办件编号", max_length=16, unique=True)
    item = models.CharField("事项", max_length=96)
    item_name = models.CharField("事项名称", max_length=160)
    subject = models.ForeignKey(Person, models.PROTECT, related_name="cases", verbose_name="申请人")
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, related_name="case")
    area = models.CharField("办理区划", max_length=12, null=True)
    channel = models.CharField("渠道", max_length=16, choices=Channel)
    state = models.CharField("状态", max_length=16, choices=CaseState)
    state_since = models.DateTimeField("到此状态")
    submitted_on = models.DateField("提交")
    accept_by = models.DateField("最迟受理", null=True)
    accepted_on = models.DateField("受理", null=True)
    due_on = models.DateField("承诺到期", null=True)
    statutory_on = models.DateField("法定到期", null=True)
    paused_on = models.DateField("停止计时", null=True)
    until = models.DateField("补正、公示到", null=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="+", verbose_name="赋权"
    )
    round = models.SmallIntegerField("轮次", default=1)
    escalation = models.SmallIntegerField("督办级别", default=0)
    gives_money = models.BooleanField("给付金额")
    pack_version = models.CharField("县包版本", max_length=64)
    people = models.JSONField("家庭成员", default=list)
    answers_sealed = models.BinaryField("申请内容（密）")
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "办件"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "item"],
                condition=~Q(state__in=ENDED),
                name="one_open_case",
            ),
        )
        indexes = (
            models.Index(fields=["area", "state", "due_on"], name="case_area"),
            models.Index(fields=["handler", "state"], name="case_handler"),
        )

    def __str__(self) -> str:
        return f"case {self.pk} {self.state}"

    def columns(self) -> dict[str, Any]:
        """Return the value of every column that was read, by attribute."""
        names = (field.attname for field in self._meta.concrete_fields)
        return {name: self.__dict__[name] for name in names if name in self.__dict__}

    def changed(self) -> list[str]:
        """Return the columns that differ from `as_read`; all where nobody noted what was read."""
        read = self.as_read or {}
        return [
            name
            for name, value in self.columns().items()
            if name != "id" and (name not in read or read[name] != value)
        ]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before there is an answer."""
        return self.state not in ENDED
