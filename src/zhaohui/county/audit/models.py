"""The audit log: entries that are only ever added, each sealed to the one before it."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """审计记录: who did or read what, about whom, why. UPDATE and DELETE are refused by triggers.

    Written by `record` only. Holds names of fields and ids of rows, never a person's data.
    """

    # An automatic field is SQLite's own row number: entries lie in the order of the chain.
    seq = models.BigAutoField("序号", primary_key=True)
    at = models.CharField("时间（UTC）", max_length=32)
    act = models.CharField("同一次操作", max_length=16)
    actor_kind = models.CharField("身份", max_length=16)
    actor_id = models.BigIntegerField("账户", null=True)
    actor_label = models.CharField("岗位", max_length=200)
    action = models.CharField("动作", max_length=64)
    subject_kind = models.CharField("对象类别", max_length=32, null=True)
    subject_id = models.CharField("对象编号", max_length=64, null=True)
    purpose = models.CharField("事由", max_length=200)
    fields = models.TextField("字段", default="[]")
    people = models.TextField("涉及的人", null=True)
    change = models.TextField("变更", null=True)
    hash = models.BinaryField("链值", max_length=32)

    class Meta:
        verbose_name = "审计记录"
        indexes = (
            models.Index(fields=["subject_kind", "subject_id", "seq"], name="entry_subject"),
            models.Index(fields=["actor_id", "seq"], name="entry_actor"),
            models.Index(fields=["action", "seq"], name="entry_action"),
        )

    def __str__(self) -> str:
        return f"entry {self.seq}"


class EntryPerson(models.Model):
    """涉及的人: where to find the entries that concern several people, by person.

    The entry's own column `people` is what counts; `zhaohui audit verify` holds one to the other.
    """

    pk = models.CompositePrimaryKey("person_id", "entry_seq")
    person_id = models.BigIntegerField("登记号")
    entry_seq = models.BigIntegerField("序号")

    class Meta:
        verbose_name = "审计涉及的人"

    def __str__(self) -> str:
        return f"entry {self.entry_seq}, person {self.person_id}"


class ChainHead(models.Model):
    """链头: the last entry's number and hash; the one row that writers take turns at.

    A trigger moves it with every entry; no statement of the program writes it.
    """

    ONLY_ID = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY_ID)
    seq = models.BigIntegerField("序号")
    hash = models.BinaryField("链值", max_length=32)

    class Meta:
        verbose_name = "链头"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head"),)

    def __str__(self) -> str:
        return f"head {self.seq}"
