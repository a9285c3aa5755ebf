"""Rows of a plan 规划: what the document says, as figures with line numbers."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import DivisionCode, Line, Number, Operator, Row, Slug, Sourced, Word


class PlanManifest(Row):
    """plan.toml: a plan's title, who issued it and the period it binds."""

    id: Slug
    title: Word
    area: DivisionCode
    period_from: date
    period_to: date
    document: Word
    issued: date | None = None
    lines: int | None = Field(default=None, ge=1)
    services_declared: int | None = Field(default=None, ge=0)
    as_of: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.period_to < self.period_from:
            raise ValueError("`period_to` is before `period_from`")
        return self


class ChapterRow(Row):
    """A heading of the plan: level 1 is a chapter, 2 a section."""

    level: int = Field(ge=1)
    title: Word
    line: Line


class IndicatorRow(Sourced):
    """A measure 指标 with its baseline and target; the raw words as printed, the number if any.

    In the nation's plan `county_indicator` names the county's indicator that measures the same.
    """

    id: Word
    domain: Word
    name: Word
    unit: str = ""
    baseline_raw: str = ""
    baseline: Number | None = None
    target_raw: str
    operator: Operator
    target: Number | None = None
    nature: str = ""
    line: Line | None = None
    county_indicator: str = ""

    @model_validator(mode="after")
    def _number_unless_text(self) -> Self:
        if self.operator != "text" and self.target is None:
            raise ValueError(f"`operator` is {self.operator} but `target` has no number")
        return self


class PlanDomainRow(Sourced):
    """A domain of the plan's service table with the number of services it declares."""

    domain: Word
    content: str = ""
    declared: int = Field(ge=0)
    named: int | None = Field(default=None, ge=0)
    line: Line | None = None


class PlanServiceRow(Sourced):
    """An item of the plan's service table, as its list names it."""

    domain: Word
    no: int = Field(ge=1)
    name: Word
    line: Line | None = None


class ProjectRow(Sourced):
    """A project 工程 of a box 专栏."""

    id: Word
    box: Word
    no: str = ""
    title: Word
    summary: str = ""
    chapter: str = ""
    section: str = ""
    line: Line | None = None


class Promise(Sourced):
    """A figure with a deadline; `recorded` is what was reached, `status` an officer's word for it."""

    id: Word
    quote: str = ""
    paraphrase: str = ""
    operator: Operator
    quantity: Number | None = None
    quantity_max: Number | None = None
    unit: str = ""
    object: Word
    deadline: str = ""
    line: Line | None = None
    recorded: Number | None = None
    recorded_on: date | None = None
    recorded_source: str = ""
    status: Literal["", "on_course", "met", "missed", "no_data"] = ""

    @model_validator(mode="after")
    def _range_has_two_ends(self) -> Self:
        if self.operator == "range" and (self.quantity is None or self.quantity_max is None):
            raise ValueError("a range needs `quantity` and `quantity_max`")
        if self.operator not in ("range", "text") and self.quantity is None:
            raise ValueError(f"`operator` is {self.operator} but `quantity` has no number")
        if self.recorded is not None and not (self.recorded_on and self.recorded_source):
            raise ValueError("a `recorded` value needs `recorded_on` and `recorded_source`")
        return self


class ProjectTargetRow(Promise):
    """A figure that a project must reach."""

    project_id: Word


class CommitmentRow(Promise):
    """A promise of the running text, with its figure and deadline."""

    kind: Word
    chapter: str = ""
    section: str = ""


class InconsistencyRow(Sourced):
    """Two places of the plan that do not agree, and how the platform deals with it."""

    id: Word
    topic: Word
    severity: Literal["高", "中", "低"]
    quote_a: str = ""
    place_a: str = ""
    line_a: Line | None = None
    quote_b: str = ""
    place_b: str = ""
    line_b: Line | None = None
    why: Word
    handling: str = ""
    external_source: str = ""


class LinkRow(Row):
    """What a statement of the plan (an indicator, a commitment, a project's target) belongs to.

    A `contradiction` names an inconsistency that leaves open what was promised; a `remark` one
    that only needs to be known when the figure is read.
    """

    promise: Word
    relation: Literal["measure", "service", "contradiction", "remark"]
    target: Word


class RequirementRow(Sourced):
    """A mechanism that the plan asks the county to have."""

    id: Word
    module: Word
    kind: Word
    quote: str = ""
    paraphrase: str = ""
    chapter: str = ""
    section: str = ""
    box: str = ""
    function: Word
    line: Line | None = None
    occurrences: int | None = Field(default=None, ge=1)
