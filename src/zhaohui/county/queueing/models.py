"""A hall's numbers of a day, the cases that came of them, and the machines that give numbers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models import Case


class Queue(models.Model):
    """取号日: one hall on one day, and the last number that was given. Its row is the hall's lock.

    `area` is the town whose hall it is, or the county's own code for the district's hall.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.CharField("大厅", max_length=12)
    day = models.DateField("日期")
    last = models.IntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = "取号日"
        constraints = (models.UniqueConstraint(fields=["area", "day"], name="one_queue_a_day"),)

    def __str__(self) -> str:
        return f"queue {self.area} {self.day}"


class TicketState(models.TextChoices):
    """How far a number has come; `states.STEPS` says what leads where."""

    WAITING = "waiting", _("等叫号")
    CALLED = "called", _("正在办")
    MISSED = "missed", _("过号")
    SERVED = "served", _("办完")
    LEFT = "left", _("没有办")


class TicketChannel(models.TextChoices):
    """Where the number was taken."""

    KIOSK = "kiosk", _("自助机")
    DESK = "desk", _("窗口")


class Ticket(models.Model):
    """号: says nothing about who holds it. `place` orders those who wait: see `calling.place_of`.

    `waited_s` is from taking it to the first call. `once` is the keyed hash of the form that asked
    for it, so that one press is one number.
    """

    id = models.BigAutoField(primary_key=True)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="tickets")
    number = models.IntegerField("号")
    place = models.IntegerField("次序")
    domain = models.CharField("领域", max_length=64, default="")
    priority = models.CharField("优先", max_length=64, default="")
    channel = models.CharField("取号处", max_length=16, choices=TicketChannel)
    state = models.CharField(
        "状态", max_length=16, choices=TicketState, default=TicketState.WAITING
    )
    window = models.CharField("窗口", max_length=8, default="")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="叫号人"
    )
    calls = models.SmallIntegerField("叫了几次", default=0)
    taken_at = models.DateTimeField("取号", auto_now_add=True)
    called_at = models.DateTimeField("最近一次叫号", null=True)
    waited_s = models.IntegerField("等了几秒", null=True)
    ended_at = models.DateTimeField("结束", null=True)
    once = models.CharField("哪一次按下", max_length=64, null=True, unique=True)
    cases = models.ManyToManyField(Case, through="TicketCase", related_name="tickets")

    class Meta:
        verbose_name = "号"
        constraints = (
            models.UniqueConstraint(fields=["queue", "number"], name="number_once_a_day"),
            models.UniqueConstraint(
                fields=["queue", "caller"],
                condition=models.Q(state="called"),
                name="one_at_a_window",
            ),
        )
        indexes = (models.Index(fields=["queue", "state", "place", "number"], name="ticket_turn"),)

    def __str__(self) -> str:
        return f"ticket {self.pk} {self.state}"

    @property
    def shown(self) -> str:
        """The number as the board shows it."""
        return f"{self.number:03d}"


class TicketCase(models.Model):
    """Which case was taken in while a number was served."""

    id = models.BigAutoField(primary_key=True)
    ticket = models.ForeignKey(Ticket, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT)

    class Meta:
        verbose_name = "号和办件"
        constraints = (models.UniqueConstraint(fields=["ticket", "case"], name="ticket_case_once"),)

    def __str__(self) -> str:
        return f"case {self.case_id} of ticket {self.ticket_id}"


class Kiosk(models.Model):
    """自助机: a machine of a hall that may give numbers; only the hash of its key is kept."""

    id = models.BigAutoField(primary_key=True)
    area = models.CharField("大厅", max_length=12)
    name = models.CharField("名称", max_length=40)
    key_hash = models.CharField("钥匙（校验）", max_length=64, unique=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    registered_at = models.DateTimeField("登记", auto_now_add=True)
    revoked_at = models.DateTimeField("停用", null=True)

    class Meta:
        verbose_name = "自助机"

    def __str__(self) -> str:
        return f"kiosk {self.pk}"
