"""What the engine answers: findings, traces and questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zhaohui.engines.rules.spec import Citation, Value
from zhaohui.engines.rules.tree import Node

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Need:
    """A missing fact that blocks an answer: of the member at index `member`, of a household (None).

    A parameter that blocks is named `参数:NAME` and has no member.
    """

    name: str
    member: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The answer of one rule for one person (`member`: index) or one household (`member` None).

    `amount_fen` is None when unknown or in kind, 0 when the answer is no. `needs` are the names
    that block, `blocks` the same with the member; `stale` the parameters used past their date.
    """

    rule: str
    member: int | None
    status: str
    amount_fen: int | None
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    blocks: tuple[Need, ...] = ()
    household: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactUse:
    """A fact that an expression looked at, whose it is and what it said (None: unknown)."""

    name: str
    member: int | None
    value: Value | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ParameterUse:
    """A parameter as it stood: its value, the version's area and dates, its source and mark."""

    name: str
    value: object
    area: str = ""
    start: date | None = None
    end: date | None = None
    source: str = ""
    verification: str = ""
    gap: str = ""
    note: str = ""
    place: str = ""
    stale: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """Why a rule answered as it did: the expression's text, its value, and the steps below it.

    The root's text is the rule's name and its value the status; its children are the conditions
    (`code`, `sentence`) and then the amount (code `amount`). `facts` and `parameters` of a node
    are those used at or below it. `type` is the value's kind, such as money; `node` the expression.
    """

    text: str
    value: Value | None
    children: tuple[Trace, ...] = ()
    facts: tuple[FactUse, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    code: str = ""
    sentence: str = ""
    member: int | None = None
    citations: tuple[Citation, ...] = ()
    finding: Finding | None = field(default=None)
    type: str = ""
    node: Node | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A fact to ask, of whom (None: of the household), and how many open answers it helps decide.

    `settles` is how many answers it is expected to decide by itself.
    """

    fact: str
    member: int | None
    unblocks: int
    settles: float = field(default=0.0, compare=False)
