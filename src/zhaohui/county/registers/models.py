"""Records of the registers 台账 that the pack declares."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhaohui.county.registry.models import Household, Person


class Record(models.Model):
    """台账记录: one entry of a register, filled in by the register's form.

    `values` holds the answers that may stand in plain, in the shape of `Answers`; `sealed` the
    whole document with the sensitive ones, SM4-GCM. `area` is where the subject lived when it was
    entered (`place`: where she lives now), or the keeper's own area. A household's record names the
    person by whom it was found.
    """

    id = models.BigAutoField(primary_key=True)
    register = models.CharField("台账", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="records")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="records")
    area = models.CharField("区划代码", max_length=12)
    state = models.CharField("状态", max_length=64)
    values = models.JSONField("内容")
    sealed = models.BinaryField("内容（密）")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    pack_version = models.CharField("县包版本", max_length=64)
    version = models.IntegerField("版本", default=1)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = "台账记录"
        constraints = (
            models.UniqueConstraint(fields=["register", "person"], name="one_record_of_a_person"),
            models.UniqueConstraint(
                fields=["register", "household"], name="one_record_of_a_household"
            ),
        )
        indexes = (models.Index(fields=["register", "area", "id"], name="record_of_area"),)

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"

    @property
    def place(self) -> str:
        """The code of the area that the record belongs to today; "" where it is unknown."""
        return self.area if self.person is None else self.person.area or ""


class Assessment(models.Model):
    """评估: a form of use `assessment` filled in about a record's subject, with what it added up to.

    `scores` are those whose items may all stand in plain, in the shape of `scoring.Scored`;
    `sealed` holds all of them and the answers, SM4-GCM. It never changes: who assesses again adds
    another.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="assessments")
    form = models.CharField("表单", max_length=64)
    form_name = models.CharField("表单名称", max_length=200)
    day = models.DateField("评估日期")
    scores = models.JSONField("得分")
    sealed = models.BinaryField("内容（密）")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assessor_label = models.CharField("评估人岗位", max_length=200)
    pack_version = models.CharField("县包版本", max_length=64)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "评估"
        indexes = (models.Index(fields=["record", "-id"], name="assessment_of_record"),)

    def __str__(self) -> str:
        return f"assessment {self.pk}"
