"""Checks of a household's facts 核对: who consented, what was asked of whom, what came of it, who objects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from zhaohui.county.registry.models import Household, Person


class How(models.TextChoices):
    """How a consent was given."""

    PAPER = "paper", gettext_lazy("纸质授权书")
    ONLINE = "online", gettext_lazy("本人网上同意")


class Consent(models.Model):
    """授权: an adult lets a kind of check ask about her; it holds until its day or its withdrawal."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("核对种类", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    how = models.CharField("方式", max_length=8, choices=How)
    given_on = models.DateField("同意日期")
    until = models.DateField("有效到", null=True)
    withdrawn_on = models.DateField("撤回日期", null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "授权"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "person"],
                condition=models.Q(withdrawn_on=None),
                name="one_standing_consent",
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.pk}"


class VerificationState(models.TextChoices):
    """How far a check has come."""

    OPEN = "open", gettext_lazy("等答复")
    REPORTED = "reported", gettext_lazy("已有结果")
    CLOSED = "closed", gettext_lazy("已结束")


class Verification(models.Model):
    """核对: one check of a living household, opened for the person who applies.

    `area` is where the household lived when it was opened; what decides is where the applicant lives.
    `due` is when the offices should have answered; None where the county has not said.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("核对种类", max_length=64)
    household = models.ForeignKey(Household, models.PROTECT, related_name="verifications")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="verifications")
    area = models.CharField("区划代码", max_length=12)
    state = models.CharField("状态", max_length=10, choices=VerificationState, default="open")
    opened_on = models.DateField("发起日期")
    due = models.DateField("应答复日期", null=True)
    reported_on = models.DateField("出结果日期", null=True)
    valid_until = models.DateField("结果有效到", null=True)
    differing = models.SmallIntegerField("不一致项", default=0)
    unanswered = models.SmallIntegerField("没有结果的项", default=0)
    adopted_on = models.DateField("采用日期", null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pack_version = models.CharField("县包版本", max_length=64)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "核对"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "household"],
                condition=models.Q(state="open"),
                name="one_open_verification",
            ),
        )
        indexes = (models.Index(fields=["area", "state", "-id"], name="verification_of_area"),)

    def __str__(self) -> str:
        return f"verification {self.pk}"


class QuestionState(models.TextChoices):
    """How far a question to one office about one person or the household has come."""

    UNCONSENTED = "unconsented", gettext_lazy("等授权")
    WAITING = "waiting", gettext_lazy("等答复")
    ANSWERED = "answered", gettext_lazy("已答复")
    NOT_FOUND = "not_found", gettext_lazy("查无此人")


class Question(models.Model):
    """核对问题: what one office is asked about one person, or about the household (person empty).

    `stated_sealed` is what was registered when it was asked, `answer_sealed` what the office says,
    both JSON by fact, SM4-GCM. `results` say for each fact how the two stand (`comparing.Result`).
    """

    id = models.BigAutoField(primary_key=True)
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="questions")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    source = models.CharField("来源", max_length=64)
    department = models.CharField("部门", max_length=64)
    state = models.CharField("状态", max_length=12, choices=QuestionState)
    stated_sealed = models.BinaryField("登记的（密）")
    answer_sealed = models.BinaryField("答复的（密）", null=True)
    results = models.JSONField("比对结果", default=dict)
    answered_on = models.DateField("答复日期", null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "核对问题"
        constraints = (
            models.UniqueConstraint(
                fields=["verification", "source", "person"], name="one_question_a_person"
            ),
            models.UniqueConstraint(
                fields=["verification", "source"],
                condition=models.Q(person=None),
                name="one_question_of_the_household",
            ),
        )
        indexes = (models.Index(fields=["department", "state", "id"], name="question_of_office"),)

    def __str__(self) -> str:
        return f"question {self.pk}"


class ObjectionState(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", gettext_lazy("等复核")
    CHANGED = "changed", gettext_lazy("已更正")
    KEPT = "kept", gettext_lazy("维持原结果")


class Objection(models.Model):
    """异议: somebody of the household says that an office's answer is wrong; that office looks again."""

    id = models.BigAutoField(primary_key=True)
    question = models.ForeignKey(Question, models.PROTECT, related_name="objections")
    fact = models.CharField("事实", max_length=64)
    words_sealed = models.BinaryField("理由（密）")
    state = models.CharField("状态", max_length=8, choices=ObjectionState, default="open")
    raised_on = models.DateField("提出日期")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_on = models.DateField("答复日期", null=True)
    answer_sealed = models.BinaryField("答复（密）", null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "异议"
        constraints = (
            models.UniqueConstraint(
                fields=["question", "fact"],
                condition=models.Q(state="open"),
                name="one_open_objection",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"
