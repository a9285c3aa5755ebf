"""Duties 随访任务: what a schedule of the pack asks for, of whom, until when, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person


class DutyState(models.TextChoices):
    """Where a duty stands; overdue is one that is due and whose window has closed.

    Missed: nobody came in its window, and the next time was done instead.
    """

    DUE = "due", _("待办")
    DONE = "done", _("已完成")
    EXCUSED = "excused", _("免办")
    MISSED = "missed", _("没有办，到了下一次")


class Did(models.TextChoices):
    """What was done with a duty."""

    DONE = "done", _("办了")
    AWAY = "away", _("没有找到人")
    HELP = "help", _("办了，需要帮助")
    EXCUSED = "excused", _("免办")
    REOPENED = "reopened", _("重新打开")
    ASSIGNED = "assigned", _("交给别人")
    ESCALATED = "escalated", _("超期上报")
    MISSED = "missed", _("没有办，到了下一次")


class Place(models.TextChoices):
    """Where a duty was done."""

    HOME = "home", _("上门")
    PHONE = "phone", _("电话")
    DESK = "desk", _("在窗口或机构")
    FORM = "form", _("评估")


class Excuse(models.TextChoices):
    """Why a duty need not be done."""

    NOT_WANTED = "not_wanted", _("本人不要")
    DONE_ELSEWHERE = "done_elsewhere", _("在别处做了")
    AWAY_LONG = "away_long", _("长期外出，联系不上")
    IN_CARE = "in_care", _("住院或者在机构里")
    NOT_CONCERNED = "not_concerned", _("不是这项计划的对象")
    CEASED = "ceased", _("不再是这项计划的对象（夜间自动）")


class Duty(models.Model):
    """随访任务: one duty of one subject. Schedule, duty, subject and number are its identity.

    `subject_id` is the person, the household or (a register about nobody) the record; `person` is
    whom to go to. `area` is where it belongs; who moved is seen by where she lives today. `deadline`
    repeats `closes` while it is due and is empty after: lists are walked by it. `tries`: how often
    nobody was met. `escalation`: how many steps of the file it has risen; `reminded`: the last day on
    which she was told.
    """

    id = models.BigAutoField(primary_key=True)
    schedule = models.CharField("计划", max_length=64)
    duty = models.CharField("事项", max_length=64)
    subject_id = models.BigIntegerField("对象")
    number = models.IntegerField("第几次")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="duties")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="duties")
    area = models.CharField("区划代码", max_length=12)
    post = models.CharField("岗位", max_length=64)
    opens = models.DateField("从哪天起")
    due = models.DateField("应办日期")
    closes = models.DateField("到哪天止")
    state = models.CharField("状态", max_length=8, choices=DutyState, default="due")
    deadline = models.DateField("最晚", null=True)
    done_on = models.DateField("哪天办的", null=True)
    result = models.CharField("结果", max_length=12, default="")
    reason = models.CharField("免办原因", max_length=16, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    tries = models.SmallIntegerField("几次没有找到人", default=0)
    escalation = models.SmallIntegerField("超期上报", default=0)
    reminded = models.DateField("提醒到哪天", null=True)
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "随访任务"
        constraints = (
            models.UniqueConstraint(
                fields=["schedule", "duty", "subject_id", "number"], name="one_duty_of_a_subject"
            ),
            models.CheckConstraint(
                condition=Q(state="due", deadline__isnull=False)
                | (~Q(state="due") & Q(deadline__isnull=True) & Q(done_on__isnull=False)),
                name="duty_is_due_or_settled",
            ),
        )
        indexes = (
            models.Index(fields=["deadline", "id"], name="duty_deadline"),
            models.Index(fields=["area", "deadline", "id"], name="duty_of_area"),
            models.Index(fields=["schedule", "due", "area"], name="duty_of_schedule"),
        )

    def __str__(self) -> str:
        return f"duty {self.pk} {self.schedule}"

    @property
    def place(self) -> str:
        """The code of the area that it belongs to today; "" where it is unknown."""
        return self.area if self.person is None else self.person.area or ""


class DutyEntry(models.Model):
    """经过: what was done with a duty; never changed. The note is sealed."""

    id = models.BigAutoField(primary_key=True)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="entries")
    did = models.CharField("做了什么", max_length=12, choices=Did)
    on = models.DateField("哪天")
    where = models.CharField("在哪里", max_length=8, choices=Place, default="")
    reason = models.CharField("原因", max_length=16, default="")
    note_sealed = models.BinaryField("说明（密）", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    office = models.CharField("岗位", max_length=200)
    at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = "随访经过"
        indexes = (models.Index(fields=["duty", "id"], name="duty_entry_of_duty"),)

    def __str__(self) -> str:
        return f"entry {self.pk} of duty {self.duty_id}"


class Planning(models.Model):
    """排期: how far a schedule's duties are laid out, and for how many; `unsure`: a fact or day is missing."""

    schedule = models.CharField("计划", max_length=64, primary_key=True)
    day = models.DateField("哪天排的")
    until = models.DateField("排到哪天")
    subjects = models.IntegerField("对象")
    unsure = models.IntegerField("资料不全")
    made = models.IntegerField("新排")

    class Meta:
        verbose_name = "排期"

    def __str__(self) -> str:
        return self.schedule
