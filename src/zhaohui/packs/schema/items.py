"""catalog/items/<domain>/<name>.yaml: a service item 政务服务事项 with the elements of its 实施清单."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, SlugOrNone, Verification, Word

State = Literal["draft", "published", "retired"]
Level = Literal["district", "town", "village"]
Channel = Literal["window", "online", "kiosk", "village"]
# Kinds of item as GB/T 39554.1 numbers them: 05 给付, 07 确认, 08 奖励, 10 其他, 20 公共服务.
Kind = Literal["payment", "confirmation", "award", "other", "service"]
ResultKind = Literal["benefit", "certificate", "notice", "service"]  # 待遇, 证照, 告知, 服务
MaterialKind = Literal["identity", "certificate", "proof", "statement", "form", "account", "photo"]
Copies = Literal["original", "copy", "either"]
FileType = Literal["pdf", "jpg", "png"]
# The states of a case that an item can go through, in the order of the work.
Step = Literal["submitted", "accepted", "in_review", "publicity", "decided", "delivered", "closed"]
STEPS: tuple[Step, ...] = get_args(Step)
# What an item allows in an emergency 急难: help before the decision 先行救助, application where it
# happened 发生地受理, application without identity papers.
Urgency = Literal["relief-first", "where-it-happened", "without-papers"]
LARGEST_FILE_MB = 20

# The elements 要素 that an item needs, by field name, and what they are called.
ELEMENTS = {
    "base_code": "基本编码",
    "item_code": "实施编码",
    "kind": "事项类型",
    "basis": "设定依据",
    "department": "实施主体",
    "credit_code": "实施主体统一社会信用代码",
    "levels": "办理层级",
    "channels": "办理渠道",
    "scope": "通办范围",
    "materials": "申请材料",
    "steps": "办理流程",
    "statutory_days": "法定时限",
    "promised_days": "承诺时限",
    "visits": "到现场次数",
    "fee": "收费",
    "results": "办理结果",
    "publicity": "是否公示",
    "publicity_days": "公示天数",
    "address": "办理地点",
    "hours": "办理时间",
    "phone": "咨询电话",
    "supervision_phone": "监督电话",
    "complaint": "投诉渠道",
}


# What may be marked besides: it is no element that every item needs.
BESIDES = {"urgent": "急难", "automatic": "免申即享", "confirms": "认定的事实"}


class BasisRow(Row):
    """The article that sets an item up 设定依据, and how sure it is that it was read."""

    source: Word
    article: str = ""


class MarkRow(Row):
    """Where an element was read and how surely; or, with `gap`, what is missing and who fills it."""

    element: Word
    source: str = ""
    article: str = ""
    verification: Verification
    note: str = ""
    gap: str = ""
    department: str = ""

    @model_validator(mode="after")
    def _known_and_whole(self) -> Self:
        if self.element not in ELEMENTS and self.element not in BESIDES:
            raise ValueError(f"`{self.element}` is no element; there are {', '.join(ELEMENTS)}")
        if bool(self.gap) != (self.verification == "placeholder"):
            raise ValueError("a `gap` is a placeholder, and a placeholder says its `gap`")
        if self.gap and not self.department:
            raise ValueError("a gap names the `department` that fills it")
        if self.verification in ("verified", "secondary") and not self.source:
            raise ValueError(f"{self.element} is {self.verification}, so it needs a `source`")
        return self


class ConfirmRow(Row):
    """A fact that a grant establishes 认定: it goes into the registry with the department as its source.

    `rules`: only where one of these rules was granted; empty: with any grant of the item.
    """

    fact: Word
    value: Word
    rules: tuple[Slug, ...] = ()


class MaterialRow(Row):
    """One material 申请材料: what it is, who issues it, for whom, and whether it need be brought.

    `facts`: the registry facts that say the same; where they are known, nothing is to be brought
    (免交). `shared`: the issuing office's data reach this county by sharing, so nobody brings it.
    `when`: a condition as the rules' language has it, over the applicant's facts; empty: always.
    `condition`: the same in words. `max_mb`: megabytes of one file.
    """

    id: Slug
    name: Word
    kind: MaterialKind
    copies: Copies = "original"
    count: int = Field(default=1, ge=1, le=9)
    issuer: str = ""  # a department of the fact dictionary; empty: the applicant herself
    facts: tuple[Word, ...] = ()
    shared: bool = False
    when: str = ""
    condition: str = ""
    required: bool = True
    files: tuple[FileType, ...] = ("pdf", "jpg", "png")
    max_mb: int = Field(default=10, ge=1, le=LARGEST_FILE_MB)
    note: str = ""

    @model_validator(mode="after")
    def _condition_is_told(self) -> Self:
        if self.when and not self.condition:
            raise ValueError("a material with `when` says the `condition` in words")
        if self.shared and not self.facts:
            raise ValueError("what data sharing brings is a fact: name it in `facts`")
        return self


class Item(Row):
    """A service item 政务服务事项 as one county handles it.

    Days are working days. `None` and "" mean that nobody has said yet, never "no" or "none".
    `may_follow`: materials that may come after acceptance 容缺. `automatic`: awarded without an
    application 免申即享. `two_person`: money, so one officer proposes and another decides.
    `anywhere`: every window of the county takes it in 全区通办, her home handles it.
    `urgent`: what it allows in an emergency; a mark `urgent` says where that was read.
    `confirms`: what a grant establishes; a mark `confirms` says where that was read.
    """

    name: Slug
    title: Word
    english: str = ""
    state: State
    version: int = Field(default=1, ge=1)
    since: date  # the first day of this version, or of its retirement
    why: str = ""  # what changed in this version
    service: SlugOrNone = ""  # empty: outside the county's list of services
    domain: Word
    rules: tuple[Slug, ...] = ()
    events: tuple[Slug, ...] = ()
    bundles: tuple[Slug, ...] = ()
    department: Word
    kind: Kind
    basis: tuple[BasisRow, ...] = ()
    base_code: str = ""
    item_code: str = ""
    credit_code: str = ""
    levels: tuple[Level, ...] = ()
    channels: tuple[Channel, ...] = ()
    scope: str = ""
    who: str = ""  # in plain words, where no rule says it
    materials: tuple[MaterialRow, ...] = ()
    no_materials: bool = False  # nothing need be brought: somebody said so
    may_follow: tuple[Slug, ...] = ()
    steps: tuple[Step, ...] = ()
    statutory_days: int | None = Field(default=None, ge=0, le=730)
    promised_days: int | None = Field(default=None, ge=0, le=730)
    visits: int | None = Field(default=None, ge=0, le=9)
    fee: str = ""
    results: tuple[ResultKind, ...] = ()
    result_name: str = ""
    two_person: bool = False
    automatic: bool = False
    anywhere: bool = False
    urgent: tuple[Urgency, ...] = ()
    confirms: tuple[ConfirmRow, ...] = ()
    relief_limit: str = ""  # the parameter: how much one officer may give first, alone
    publicity: bool | None = None
    publicity_days: int | None = Field(default=None, ge=1, le=90)
    address: str = ""
    hours: str = ""
    phone: str = ""
    supervision_phone: str = ""
    complaint: str = ""
    marks: tuple[MarkRow, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _promise_within_the_law(self) -> Self:
        promised, statutory = self.promised_days, self.statutory_days
        if promised is not None and statutory is not None and promised > statutory:
            raise ValueError(f"{promised} promised days are more than {statutory} by law")
        return self

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        order = [STEPS.index(step) for step in self.steps]
        if order != sorted(set(order)):
            raise ValueError(f"`steps` go in this order, each once: {', '.join(STEPS)}")
        if "publicity" in self.steps and self.publicity is not True:
            raise ValueError("a step `publicity` needs `publicity: true`")
        return self

    @model_validator(mode="after")
    def _besides_is_marked(self) -> Self:
        if self.urgent and self.mark("urgent") is None:
            raise ValueError("`urgent` needs a mark `urgent`: where it was read, and how surely")
        if self.anywhere and not (self.scope and "window" in self.channels):
            raise ValueError("`anywhere` says so in `scope`, and is taken in at a `window`")
        if self.anywhere and self.urgent:
            raise ValueError("what is `urgent` is handled where it happened: leave `anywhere` out")
        if self.confirms and self.mark("confirms") is None:
            raise ValueError(
                "`confirms` needs a mark `confirms`: where it was read, and how surely"
            )
        if bool(self.relief_limit) != ("relief-first" in self.urgent):
            raise ValueError("`relief_limit` and `urgent: [relief-first]` go together")
        if self.automatic and self.mark("automatic") is None:
            raise ValueError("`automatic` needs a mark `automatic`: who decided it, and where")
        return self

    @model_validator(mode="after")
    def _own_materials(self) -> Self:
        if self.no_materials and self.materials:
            raise ValueError("`no_materials` and `materials` contradict each other")
        known = [material.id for material in self.materials]
        if len(set(known)) != len(known):
            raise ValueError("two materials have the same `id`")
        if strange := set(self.may_follow) - set(known):
            raise ValueError(f"`may_follow` names {min(strange)}, which is no material")
        return self

    @model_validator(mode="after")
    def _confirms_by_its_own_rules(self) -> Self:
        for row in self.confirms:
            if strange := set(row.rules) - set(self.rules):
                raise ValueError(f"`confirms` names {min(strange)}, which is no rule of this item")
        return self

    def value(self, element: str) -> object:
        """Return what an element of ELEMENTS holds; None, "" or () where nobody has said yet."""
        return getattr(self, element)

    def mark(self, element: str) -> MarkRow | None:
        """Return where an element was read, or the gap that was declared for it."""
        return next((mark for mark in self.marks if mark.element == element), None)

    def missing(self) -> list[str]:
        """Return the elements that nobody has said yet, in their order."""
        needless = set() if self.publicity else {"publicity_days"}
        needless |= {"materials"} if self.no_materials else set()
        return [
            name for name in ELEMENTS if name not in needless and self.value(name) in (None, "", ())
        ]


class LifeEventRow(Row):
    """A life event 人生事件 under which items are found; `bundle`: handled as one thing 一件事.

    An order for finding things, as an editor made it: no fact, so no source.
    """

    id: Slug
    name: Word
    name_en: Word
    bundle: bool = False
    note: str = ""
