"""offers/*.yaml: what there is of something scarce 供给, and how it is shared out."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, SlugOrNone, Sourced, Verification, Word

Unit = Literal["bed", "seat", "flat", "hour", "place", "visit", "order", "workstation"]
Method = Literal["first_come", "priority_queue", "points", "lottery", "deferred_acceptance"]
Days = Annotated[int, Field(ge=0, le=3660)]


class PriorityRow(Row):
    """A priority class, the first one that fits: `when` in the rules' language, of the person.

    `within`: a fact with a division code (户籍区划, 居住区划) that must lie in the place's catchment.
    Without both it fits everybody.
    """

    id: Slug
    name: Word
    when: str = ""
    within: str = ""
    source: str
    verification: Verification
    note: str = ""


class ScoreRow(Row):
    """What gives points 积分: `points` empty where the county has not set them."""

    id: Slug
    name: Word
    when: Word
    points: int | None = Field(default=None, ge=0, le=100_000)
    source: str
    verification: Verification
    note: str = ""


class SuggestRow(Row):
    """Why it may suit somebody: `name` as she reads it, `when` in the rules' language, of the person."""

    id: Slug
    name: Word
    name_en: str = ""
    when: Word


class LackRow(Row):
    """What nobody has read or set yet, and the department that fills it."""

    name: Word
    department: Word


class OfferRow(Sourced):
    """A kind of offer: `use` slots is booked by date and time, places is held until it is left.

    `condition` (of the person) or `rule` says who may have it, `condition_words` says it in words.
    `confirm_days`, `ahead_days`, `cancel_hours`, `review_months`: None where the county has not said.
    `no_show` is what follows from not coming, "" for nothing; it has its own source.
    `suggest`: to whom it is suggested, and why.
    `counts_hours`: the time of a slot counts as service 志愿服务时长 of who was signed in.
    `price` is what it costs in words, "" unknown. `services` are slots of the catalog.
    """

    id: Slug
    name: Word
    name_en: Word
    intro: Word
    intro_en: str = ""
    domain: Word
    department: Word
    use: Literal["slots", "places"]
    unit: Unit
    allot: Method
    condition: str = ""
    rule: SlugOrNone = ""
    condition_words: str = ""
    priority: tuple[PriorityRow, ...] = ()
    scoring: tuple[ScoreRow, ...] = ()
    suggest: tuple[SuggestRow, ...] = ()
    facility_kind: str = ""
    waiting_list: bool = False
    asks_village: bool = False
    counts_hours: bool = False
    most_wishes: int = Field(default=1, ge=1, le=20)
    ahead_days: Days | None = None
    cancel_hours: Days | None = None
    confirm_days: Days | None = None
    review_months: Days | None = None
    no_show: str = ""
    no_show_source: str = ""
    price: str = ""
    is_free: bool = False
    services: tuple[Slug, ...] = ()
    requirements: tuple[str, ...] = ()
    lacks: tuple[LackRow, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.condition and self.rule:
            raise ValueError("write `condition` or `rule`, not both")
        if self.condition and not self.condition_words:
            raise ValueError("a `condition` is said in `condition_words`, too")
        if self.use == "slots" and self.allot != "first_come":
            raise ValueError("slots are booked by who comes first: `allot: first_come`")
        if self.use == "places" and self.allot == "first_come":
            raise ValueError("places are given in rounds: priority_queue, points, lottery …")
        if self.counts_hours and self.use != "slots":
            raise ValueError("hours are counted of slots: `use: slots`")
        if self.allot == "points" and not self.scoring:
            raise ValueError("`allot: points` needs `scoring`")
        if bool(self.no_show) != bool(self.no_show_source):
            raise ValueError("a consequence of not coming names its `no_show_source`")
        if self.is_free and not self.price:
            raise ValueError("what is free says so in `price`, in words")
        return self

    @property
    def rounds(self) -> bool:
        """Whether places are given in runs, not at once."""
        return self.allot != "first_come"
