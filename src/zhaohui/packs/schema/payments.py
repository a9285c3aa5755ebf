"""payments.yaml: how benefits are paid here, and what the bank's two files look like."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, Sourced, Word

SentField = Literal["batch", "line", "name", "account", "amount", "benefit", "month"]
ReturnedField = Literal["batch", "line", "account", "amount", "result", "reason", "day"]
Result = Literal["paid", "failed", "bounced"]
Encoding = Literal["utf-8-sig", "utf-8", "gb18030"]
SENT_NEEDS = {"batch", "line", "account", "amount"}
RETURNED_NEEDS = {"batch", "line", "amount", "result"}


class SentColumnRow(Row):
    """A column of the bank file: which field of the program, under which head."""

    field: SentField
    head: Word


class ReturnedColumnRow(Row):
    """A column of the return file."""

    field: ReturnedField
    head: Word


class ResultRow(Row):
    """A word of the return file and what it means: paid 成功, failed 失败, bounced 退汇."""

    word: Word
    means: Result


class BankFileRow(Row):
    """The bank file 发放文件: its columns in order."""

    encoding: Encoding = "utf-8-sig"
    columns: tuple[SentColumnRow, ...]

    @model_validator(mode="after")
    def _has_what_is_needed(self) -> Self:
        _require(SENT_NEEDS, [each.field for each in self.columns], [c.head for c in self.columns])
        return self


class ReturnFileRow(Row):
    """The return file 回盘文件: its columns, in any order, and the words of its results."""

    encoding: Encoding = "utf-8-sig"
    columns: tuple[ReturnedColumnRow, ...]
    results: tuple[ResultRow, ...]

    @model_validator(mode="after")
    def _has_what_is_needed(self) -> Self:
        _require(
            RETURNED_NEEDS, [each.field for each in self.columns], [c.head for c in self.columns]
        )
        words = [each.word for each in self.results]
        if len(set(words)) < len(words) or not {"paid", "failed"} <= {
            each.means for each in self.results
        }:
            raise ValueError("`results` needs a word for paid and one for failed, each word once")
        return self


class PaidBenefitRow(Sourced):
    """How one benefit is paid; what the documents do not say is left out, and is a gap.

    `first_month`: whether who begins within a month gets `this` month or only the `next`; of what is paid
    by the year, the year.
    `last_month`: whether who ends within a month (year) gets `this` one or was paid until the one `before`.
    `review_months` 年审: so many months after the last review the next is due.
    `suspend_after_notice_days`: who was given notice of an overdue review may be suspended after so
    many days; without it nobody is suspended for that.
    """

    rule: Slug
    department: str = ""
    approved_by: str = ""
    first_month: Literal["this", "next"] | None = None
    last_month: Literal["this", "before"] | None = None
    review_months: int | None = Field(default=None, ge=1, le=60)
    suspend_after_notice_days: int | None = Field(default=None, ge=1, le=365)


class PaymentsRow(Row):
    """payments.yaml: the two files, and how each benefit is paid.

    `school_year_month`: the month with which a school year begins; without it what is paid by the school
    year can't be drawn.
    """

    bank_file: BankFileRow
    return_file: ReturnFileRow
    school_year_month: int | None = Field(default=None, ge=1, le=12)
    benefits: tuple[PaidBenefitRow, ...] = ()

    def benefit(self, rule: str) -> PaidBenefitRow | None:
        """Return how this rule's benefit is paid; None where nobody said."""
        return next((each for each in self.benefits if each.rule == rule), None)


def _require(needed: set[str], fields: list[str], heads: list[str]) -> None:
    if missing := needed - set(fields):
        raise ValueError(f"a column for `{min(missing)}` is missing")
    if len(set(fields)) < len(fields) or len(set(heads)) < len(heads):
        raise ValueError("a field or a head stands twice")
