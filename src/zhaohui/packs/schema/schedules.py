"""schedules/<id>.yaml: a schedule 随访计划; the format is in docs/reference/schedules.md."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, SlugOrNone, Sourced, Word

How = Literal["home", "phone", "desk", "form"]
# "3 months": so many full days, months or years; a day that a month lacks counts on the first of the next.
Span = Annotated[str, Field(pattern=r"^\d{1,4} (days|months|years)$")]
SpanOrNone = Annotated[str, Field(pattern=r"^(\d{1,4} (days|months|years))?$")]
DayOfYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Days = Annotated[int, Field(ge=0, le=366)]
KINDS = ("fact", "field", "entered", "assessed", "day")
# Why a duty need not be done, as officers and handling/visits.csv may say it.
EXCUSES = frozenset(("not_wanted", "done_elsewhere", "away_long", "in_care", "not_concerned"))


def span_of(text: str) -> tuple[int, str]:
    """Return how many of which unit.

    >>> span_of("3 months")
    (3, 'months')
    """
    number, _, unit = text.partition(" ")
    return int(number), unit


class AnchorRow(Row):
    """From which day duties are counted; exactly one of these.

    `fact`: a date of the dictionary; `field`: a date field of the register; `entered`: the day on which
    the record was entered; `assessed`: the last assessment by this form; `day`: a day of each year.
    """

    fact: str = ""
    field: str = ""
    entered: bool = False
    assessed: SlugOrNone = ""
    day: DayOfYear | Literal[""] = ""

    @property
    def kind(self) -> str:
        """Which of them it is."""
        return next(name for name in KINDS if getattr(self, name))

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(bool(getattr(self, name)) for name in KINDS) != 1:
            raise ValueError(f"an anchor is exactly one of {', '.join(KINDS)}")
        if self.day in ("02-29", "02-30", "02-31", "04-31", "06-31", "09-31", "11-31"):
            raise ValueError("`day` is a day that every year has")
        return self


class EscalationRow(Row):
    """Who sees a duty, too, once it is so many days past its window; `task`: as a 工单 of her place."""

    after_days: Days
    post: Slug
    task: bool = False


class DutyRow(Row):
    """One duty: when it is due, who does it and how.

    Due is the anchor plus `after`, then again `every` so much, until anchor plus `until`. The window is
    `opens_days` before to `closes_days` after. `asks` is what to look at or ask; `form` the assessment
    that it is done by (`how: form`). `remind_days` before it is due she is told.
    """

    id: Slug
    name: Word
    after: Span = "0 days"
    every: SpanOrNone = ""
    until: SpanOrNone = ""
    opens_days: Days = 0
    closes_days: Days = 0
    post: Slug
    how: How
    form: SlugOrNone = ""
    asks: tuple[Word, ...] = ()
    remind_days: tuple[Days, ...] = ()
    escalate: tuple[EscalationRow, ...] = ()

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that may do it: its own, and those it rises to."""
        return tuple(dict.fromkeys((self.post, *(each.post for each in self.escalate))))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.until and not self.every:
            raise ValueError("`until` ends a repetition: write `every`, too")
        if self.every and span_of(self.every)[0] == 0:
            raise ValueError("`every` is at least one day, month or year")
        if (self.how == "form") != bool(self.form):
            raise ValueError("`how: form` names its `form`, and nothing else does")
        days = [each.after_days for each in self.escalate]
        if days != sorted(set(days)):
            raise ValueError("`escalate` goes up: each step later than the one before")
        return self


class ScheduleLack(Row):
    """What nobody has read or set yet, and the department that fills it."""

    name: Word
    department: Word


class ScheduleRow(Sourced):
    """A schedule 随访计划: for whom, counted from what, which duties.

    `condition`, an expression of the rules' language, says whom (in words: `condition_words`), or
    `register` with `states` (none: those that do not end); both together narrow. `family`: grown-ups
    who live with a child see the child's days, too.
    """

    id: Slug
    name: Word
    purpose: Word
    domain: Word
    subject: Literal["person", "household", "record"] = "person"
    condition: str = ""
    condition_words: str = ""
    register_id: SlugOrNone = Field(default="", alias="register")
    states: tuple[Slug, ...] = ()
    anchor: AnchorRow
    duties: tuple[DutyRow, ...] = Field(min_length=1)
    family: bool = False
    requirements: tuple[str, ...] = ()
    lacks: tuple[ScheduleLack, ...] = ()
    english: dict[str, Word] = Field(default_factory=dict)

    def duty(self, duty_id: str) -> DutyRow | None:
        """The duty of that id."""
        return next((each for each in self.duties if each.id == duty_id), None)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        kind = self.anchor.kind
        if not self.condition and not self.register_id:
            raise ValueError("say for whom: a `condition`, a `register`, or both")
        if bool(self.condition) != bool(self.condition_words):
            raise ValueError("a `condition` is said in `condition_words`, too")
        if self.states and not self.register_id:
            raise ValueError("`states` are those of a `register`")
        if kind in ("field", "entered", "assessed") and not self.register_id:
            raise ValueError(f"an anchor `{kind}` is of the records of a `register`")
        if kind == "fact" and self.subject == "record":
            raise ValueError("a record has no fact: count from its `field`, `entered` or a `day`")
        if self.subject == "record" and self.condition:
            raise ValueError("records about nobody have no `condition`; name `states`")
        if self.subject == "record" and not self.register_id:
            raise ValueError("`subject: record` names its `register`")
        if kind == "assessed" and any(each.every for each in self.duties):
            raise ValueError("after an assessment comes the next one: write `after`, not `every`")
        return self
