"""Records of the registers 台账 that the pack declares."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhaohui.county.registry.models import Household, Person

# What a list is filtered by, and the index that its rows are walked by: it covers every filter, so
# that a rare answer costs one walk through an index (decision 0035).
FILTERED = ("t1", "t2", "t3", "t4", "n1", "n2", "d1", "d2")
WALKED = ["register", "area", "id", "merged_into", "state", *FILTERED]
WALKED += ["fault_count", "review_due", "person"]


class Record(models.Model):
    """台账记录: one entry of a register, filled in by the register's own fields or its form.

    `values` holds what may stand in plain: text by field name, or the answers of a form; `sealed`
    the whole with the sensitive ones, SM4-GCM. `area` decides who sees it: where the subject lives,
    or the place of what it is about (decision 0035). A household's record names the person by whom
    it was found. `t1`…`d2` repeat the fields that the register's list is filtered by, in the order
    of `Layout`; `natural_key` what no other record of the register has (a keyed hash where a part
    of it is sealed); `match_key` the name as duplicates are looked for.
    """

    id = models.BigAutoField(primary_key=True)
    register = models.CharField("台账", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="records")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="records")
    area = models.CharField("区划代码", max_length=12)
    state = models.CharField("状态", max_length=64)
    title = models.CharField("名称", max_length=200, default="")
    values = models.JSONField("内容")
    sealed = models.BinaryField("内容（密）")
    natural_key = models.CharField("编号", max_length=200, null=True)
    match_key = models.CharField("查重用名", max_length=64, default="")
    t1 = models.CharField("筛选项", max_length=64, null=True)
    t2 = models.CharField("筛选项", max_length=64, null=True)
    t3 = models.CharField("筛选项", max_length=64, null=True)
    t4 = models.CharField("筛选项", max_length=64, null=True)
    n1 = models.BigIntegerField("筛选项", null=True)
    n2 = models.BigIntegerField("筛选项", null=True)
    d1 = models.DateField("筛选项", null=True)
    d2 = models.DateField("筛选项", null=True)
    lon = models.FloatField("经度（WGS84）", null=True)
    lat = models.FloatField("纬度（WGS84）", null=True)
    reviewed_on = models.DateField("核实日期", null=True)
    review_due = models.DateField("应核实日期", null=True)
    faults = models.JSONField("数据问题", default=list)
    fault_count = models.SmallIntegerField("数据问题数", default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
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
            models.UniqueConstraint(
                fields=["register", "natural_key"], name="one_record_of_a_natural_key"
            ),
        )
        indexes = (
            models.Index(fields=WALKED, name="record_of_area"),
            *(
                models.Index(fields=["register", slot, "area", "id"], name=f"record_by_{slot}")
                for slot in ("state", *FILTERED)
            ),
            models.Index(
                fields=["register", "area", "id"],
                name="record_with_faults",
                condition=models.Q(fault_count__gt=0),
            ),
            models.Index(
                fields=["register", "match_key"],
                name="record_by_match_key",
                opclasses=["varchar_ops", "varchar_pattern_ops"],  # PostgreSQL: for LIKE
            ),
            models.Index(fields=["register", "review_due"], name="record_by_review_due"),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"

    @property
    def place(self) -> str:
        """The code of the area that the record belongs to today; "" where it is unknown."""
        return self.area if self.person is None else self.person.area or ""


class Layout(models.Model):
    """筛选列: which field of a register stands in which column of its records, as they were written."""

    register = models.CharField("台账", max_length=64, primary_key=True)
    columns = models.JSONField("列")

    class Meta:
        verbose_name = "筛选列"

    def __str__(self) -> str:
        return self.register


class Revision(models.Model):
    """历次改动: what was done to a record, by whom, and each field's text before and after.

    `changes` are [field, before, after] that may stand in plain; `sealed` the others, SM4-GCM. The
    audit entry of the same act holds `digest`, the SHA-256 of both. Never changed.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions")
    version = models.IntegerField("版本")
    did = models.CharField("做法", max_length=16)
    changes = models.JSONField("改动")
    sealed = models.BinaryField("改动（密）", null=True)
    digest = models.CharField("校验值", max_length=64)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    officer_label = models.CharField("岗位", max_length=200)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "历次改动"
        indexes = (models.Index(fields=["record", "-id"], name="revision_of_record"),)

    def __str__(self) -> str:
        return f"revision {self.pk}"


class NotSame(models.Model):
    """不是同一个: two records that somebody looked at and found to be different."""

    first = models.ForeignKey(Record, models.PROTECT, related_name="+")
    second = models.ForeignKey(Record, models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "不是同一个"
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class ImportState(models.TextChoices):
    """How far a file has come."""

    PREVIEWED = "previewed", "已预览"
    RUNNING = "running", "正在导入"
    DONE = "done", "已导入"
    DROPPED = "dropped", "已放弃"


class Import(models.Model):
    """导入: a file of records: previewed, then taken in by parts, each whole; `done` rows so far.

    The file lies sealed on disk until it is done or dropped. `report` has counts and sentences
    about rows, never what stands in them.
    """

    id = models.BigAutoField(primary_key=True)
    register = models.CharField("台账", max_length=64)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("校验值", max_length=64)
    state = models.CharField("状态", max_length=10, choices=ImportState, default="previewed")
    skips_bad = models.BooleanField("跳过有错的行", default=False)
    rows = models.IntegerField("行数")
    done = models.IntegerField("已办行数", default=0)
    report = models.JSONField("结果")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    started_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "导入"
        indexes = (models.Index(fields=["register", "-id"], name="import_of_register"),)

    def __str__(self) -> str:
        return f"import {self.pk}"


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
