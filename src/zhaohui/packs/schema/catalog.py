"""Rows of the catalog 服务目录: domains and the slots of services."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Slug, SlugOrNone, Sourced, Verification, Word


class DomainRow(Sourced):
    """A domain of services: 育幼 childcare, 优教 education …"""

    domain: Word
    code: Slug
    name_en: Word
    title: str = ""
    department: str = ""


class NationalChangeRow(Sourced):
    """What the nation's 2023 standard changed, as far as it was read."""

    change: Word
    item: Word
    count: int | None = Field(default=None, ge=0)
    national_no: int | None = Field(default=None, ge=1)


class ServiceRow(Sourced):
    """One slot of the county's list of services; a slot without a name is an explicit gap."""

    id: Slug
    domain: Word
    slot: int = Field(ge=1)
    name: str = ""
    local_name: str = ""
    match_status: Word
    national_no: int | None = Field(default=None, ge=1)
    national_item: str = ""
    service_object: str = ""
    content: str = ""
    standard: str = ""
    agency: str = ""
    national_source: str = ""
    name_verification: Verification | None = None
    detail_verification: Verification | None = None
    addr: str = ""
    gap: str = ""

    @model_validator(mode="after")
    def _nameless_means_gap(self) -> Self:
        if not self.name and not self.gap:
            raise ValueError("a slot without a name needs a `gap` that says what is missing")
        return self


class RelationRow(Sourced):
    """How two benefits meet: held `together` 叠加, as a parameter says, or one `then` the other 接续.

    What a rule `excludes` 互斥 stands in the rule and is not repeated here.
    """

    rule: Slug
    relation: Literal["together", "by-parameter", "then"]
    other: Slug
    parameter: str = ""

    @model_validator(mode="after")
    def _parameter_where_it_decides(self) -> Self:
        if (self.relation == "by-parameter") != bool(self.parameter):
            raise ValueError(
                "`parameter` is named where `relation` is by-parameter, and only there"
            )
        return self


class AidLayerRow(Sourced):
    """A layer 层 of social assistance, the neediest first: who is in it, and what being in it opens.

    In it is whom one of `rules` says yes to, or who already has `fact`. Rules are ids with spaces between.
    """

    layer: int = Field(ge=1)
    name: Word
    rules: Word
    fact: str = ""
    opens: str = ""


ServiceClass = Literal["basic", "inclusive", "premium"]


class ClassRow(Sourced):
    """A class of services and where its boundary 界限 runs: 基本, 普惠, 高品质.

    Every slot of services.csv is `basic`; those of the other classes stand in beyond.csv.
    `listed_in` is the public register that lists what belongs to the class.
    """

    kind: ServiceClass
    name: Word
    provided: Word
    boundary: Word
    price: str = ""
    line: int | None = Field(default=None, ge=1)
    gap: str = ""
    listed_in: SlugOrNone = ""


class BeyondRow(Sourced):
    """A service that the plan names outside the list of basic ones, with its class."""

    id: Slug
    kind: ServiceClass
    domain: Word
    name: Word
    line: int | None = Field(default=None, ge=1)
