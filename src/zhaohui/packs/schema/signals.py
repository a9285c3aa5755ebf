"""signals/<id>.yaml: a signal 预警, what it watches, its levels, what is to be done; docs/reference/signals.md."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.offers import LackRow
from zhaohui.packs.schema.row import Number, Row, Slug, SlugOrNone, Sourced, Verification, Word

Kind = Literal["persons", "households", "register", "offer", "reading"]
Colour = Literal["blue", "yellow", "orange", "red"]
COLOURS: tuple[Colour, ...] = ("blue", "yellow", "orange", "red")
PEOPLE = ("persons", "households")
OF_REGISTER = ("count", "share", "sum", "min", "max")
OF_OFFER = ("free_share", "days_idle", "waiting")
OF_READING = ("value", "cusum", "layoff")
Days = Annotated[int, Field(ge=0, le=3660)]


class WatchRow(Row):
    """What is watched.

    `persons` and `households` (of the `group`): an expression over facts. `register` (here `roster`): an expression
    over each record's fields, or with `statistic` a number over the records that meet `where`, by
    town or for the county. `offer`: the use of each place of the kinds. `reading`: a number that
    an office enters each period; `cusum` and `layoff` look at how it goes, against `baseline` calm
    periods, with one false alarm in `false_alarm_every` periods.
    """

    kind: Kind
    group: Literal["living", "registered"] = "living"
    roster: SlugOrNone = Field(default="", alias="register")
    states: tuple[Slug, ...] = ()
    offers: tuple[Slug, ...] = ()
    statistic: str = ""
    where: str = ""
    field: str = ""
    by: Literal["county", "town", "named"] = "county"
    side: Literal["above", "below"] = "above"
    what: str = ""
    unit: str = ""
    period: Literal["", "day", "week", "month", "quarter", "year"] = ""
    entered_by: str = ""
    baseline: int = Field(default=24, ge=6, le=240)
    false_alarm_every: int = Field(default=120, ge=6, le=10_000)

    @property
    def is_numeric(self) -> bool:
        """Whether a number is held against thresholds, rather than an expression asked."""
        return bool(self.statistic)

    @property
    def has_chart(self) -> bool:
        """Whether chance is kept out by a chart with a promised rate of false alarms."""
        return self.statistic in ("cusum", "layoff")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        allowed = {"register": OF_REGISTER, "offer": OF_OFFER, "reading": OF_READING}
        fitting = allowed.get(self.kind, ())
        if self.statistic and self.statistic not in fitting:
            names = ", ".join(fitting) or "none"
            raise ValueError(f"`statistic: {self.statistic}` does not fit {self.kind}: {names}")
        if self.kind in ("offer", "reading") and not self.statistic:
            raise ValueError(f"a signal over {self.kind} names its `statistic`")
        if (self.kind == "register") != bool(self.roster):
            raise ValueError("`register` is named by signals over a register, and by no other")
        if (self.kind == "offer") != bool(self.offers):
            raise ValueError("`offers` are named by signals over offers, and by no other")
        if self.statistic in ("sum", "min", "max") and not self.field:
            raise ValueError(f"`statistic: {self.statistic}` needs the `field` that it is taken of")
        if self.statistic == "share" and not self.where:
            raise ValueError("`statistic: share` needs `where`, the records that are counted")
        if (self.kind == "reading") != bool(self.period):
            raise ValueError(
                "`period` says how often a reading is entered, and nothing else has one"
            )
        if self.is_numeric and not (self.what and self.unit):
            raise ValueError("say in `what` what the number is, and its `unit`")
        if self.by == "named" and self.kind != "reading":
            raise ValueError("`by: named` is for readings, one a firm or site")
        return self


class LevelRow(Row):
    """A level, mildest first. Over people and records `when` raises it and `stays` keeps it.

    Over numbers `raise_at` and `clear_at`, or the `parameter` and `clear_parameter` that officers
    fill; without any of them nobody has set it and nothing is raised. `hold_days`: for how many
    days it must hold first; `cool_days`: for how many it is not raised again.
    """

    colour: Colour
    words: Word
    when: str = ""
    stays: str = ""
    raise_at: Number | None = None
    clear_at: Number | None = None
    parameter: str = ""
    clear_parameter: str = ""
    hold_days: Days = 0
    cool_days: Annotated[int, Field(ge=1, le=3660)]
    source: str
    verification: Verification
    note: str = ""

    @model_validator(mode="after")
    def _one_way_of_raising(self) -> Self:
        if self.raise_at is not None and self.parameter:
            raise ValueError("write `raise_at` or the `parameter` that officers fill, not both")
        if self.clear_at is not None and self.clear_parameter:
            raise ValueError("write `clear_at` or `clear_parameter`, not both")
        if self.when and (self.raise_at is not None or self.parameter):
            raise ValueError("`when` asks an expression, `raise_at` a number: write one of them")
        if self.stays and not self.when:
            raise ValueError("`stays` is for a level with `when`; numbers have `clear_at`")
        return self


class PlanRow(Row):
    """What is to be done 预案: by which post, within how many hours or working days, in which steps.

    `task`: a task for each alert, one a town and night for all of them, or none. `lead` is the
    level from which on it is opened.
    """

    post: Slug
    hours: Annotated[int, Field(ge=1, le=720)] | None = None
    days: Annotated[int, Field(ge=1, le=365)] | None = None
    task: Literal["each", "town", "none"] = "each"
    steps: tuple[Word, ...] = Field(min_length=1)
    source: str
    verification: Verification
    note: str = ""

    @model_validator(mode="after")
    def _one_term(self) -> Self:
        if (self.hours is None) == (self.days is None):
            raise ValueError("write `hours` or `days` (working days) within which it is done")
        return self


class SignalRow(Sourced):
    """A signal 预警: a condition or a statistic, with levels and a plan of action.

    `english` has its own texts in English, by the Chinese ones.
    """

    id: Slug
    name: Word
    purpose: Word
    domain: Word
    department: Word
    watch: WatchRow
    levels: tuple[LevelRow, ...] = Field(min_length=1, max_length=4)
    plan: PlanRow
    requirements: tuple[str, ...] = ()
    lacks: tuple[LackRow, ...] = ()
    english: dict[str, Word] = Field(default_factory=dict)

    @property
    def is_about_people(self) -> bool:
        """Whether each alert is about a person or household of the registry."""
        return self.watch.kind in PEOPLE

    @model_validator(mode="after")
    def _levels_fit(self) -> Self:
        order = [COLOURS.index(level.colour) for level in self.levels]
        if order != sorted(set(order)):
            raise ValueError(
                "levels are written mildest first, each colour once: " + ", ".join(COLOURS)
            )
        for level in self.levels:
            if self.watch.is_numeric and (level.when or level.stays):
                raise ValueError("a number has thresholds: `raise_at`, or the `parameter` of it")
            if not self.watch.is_numeric and not level.when:
                raise ValueError("a level over people or records says `when` it is raised")
        if self.watch.statistic == "layoff" and len(self.levels) != 1:
            raise ValueError("the law's measure of a lay-off has one level")
        bad = [lv for lv in self.levels if self._is_inverted(lv)]
        if bad:
            raise ValueError("`clear_at` lies on the wrong side of `raise_at`")
        return self

    def _is_inverted(self, level: LevelRow) -> bool:
        if level.raise_at is None or level.clear_at is None:
            return False
        if self.watch.side == "above":
            return level.clear_at > level.raise_at
        return level.clear_at < level.raise_at
