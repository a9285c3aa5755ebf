"""A sample as data: the state it shows, and the values that the component's template is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhaohui.engines.rules import Rulebook
from zhaohui.packs import Pack, Plan

Frame = Literal["", "list", "terms", "table", "form", "head"]
Of = SimpleNamespace  # a thing with the attributes that a template reads

EMPTY = _("空")
FILLED = _("有内容")
WRONG = _("要改")
LONG = _("字很多")
MANY = _("行很多")
UNKNOWN = _("不知道")
STALE = _("过期")

LONG_WORDS = "这一段特别长，用来看窄屏上会不会撑破版面；" * 5
LONG_CODE = "a-very-long-name-without-any-space-" * 3


@dataclass(frozen=True)
class Sample:
    """One state of a component. `frame` is what the component needs around it."""

    state: str | Promise
    values: Mapping[str, Any]
    frame: Frame = ""


Samples = Mapping[str, Sequence[Sample]]  # by component: the file's name without .html


@dataclass(frozen=True)
class Scene:
    """The real pack, its rules and today: what samples are made from."""

    pack: Pack
    book: Rulebook
    today: dt.date

    @cached_property
    def plan(self) -> Plan:
        """The county's current plan."""
        return self.pack.plan()

    def rules(self, number: int) -> list[str]:
        """The names of the pack's first rules."""
        return [rule.name for rule in self.pack.rules[:number]]
