"""The C of one rule: everyone's status and next day in a loop, amount and details for those who are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.engines.rules.backends.native.body import Body
from zhaohui.engines.rules.backends.native.layout import LIVING, PERSON, REGISTERED
from zhaohui.engines.rules.backends.native.program import loop
from zhaohui.engines.rules.backends.native.terms import Pair, all_of, any_of
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.derive import Derived
from zhaohui.engines.rules.derive_parts import NEVER, NOTHING

if TYPE_CHECKING:
    from zhaohui.engines.rules.backends.native.program import Program

CONTEXTS = (PERSON, LIVING, REGISTERED)


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule's functions, its entry in the table of rules, and the columns that they read."""

    index: int
    context: str
    text: str
    entry: str
    needs: frozenset[int]


def write_rule(program: Program, index: int, compiled: CompiledRule) -> RuleText:
    """The functions `status_N`, `amount_N` and `detail_N` of a rule."""
    rule = compiled.rule
    context = PERSON if rule.subject == "person" else rule.group
    derived = program.book.derived(rule.id)
    status, needs = _status(program, index, context, derived)
    texts = [status]
    if compiled.amount:
        number = program.graph.number(compiled.amount.node)
        text, more = _amount(program, index, context, number)
        texts.append(text)
        needs |= more
    if program.is_explained:
        text, more = _detail(program, index, context, derived)
        texts.append(text)
        needs |= more
    amount = f"amount_{index}" if compiled.amount else "0"
    detail = f"detail_{index}" if program.is_explained else "0"
    place, is_registered = CONTEXTS.index(context), int(rule.group == "registered")
    everything = (1 << len(compiled.conditions)) - 1
    entry = f"{{status_{index}, {amount}, {detail}, {place}, {is_registered}, {everything}ll}}"
    return RuleText(index, context, "\n".join(texts), entry, needs)


def _status(
    program: Program, index: int, context: str, derived: Derived
) -> tuple[str, frozenset[int]]:
    body = Body(program, context)
    conditions = _conditions(body, derived)
    yes = body.local("u8", all_of(*(each.first for each in conditions)))
    no = body.local("u8", any_of(*(each.second for each in conditions)))
    status = program.scratch("status", "u8")
    top = [f"u8 *restrict o = COLUMN(u8, {status.at});"]
    lines = [f"o[i] = (u8)({yes} | ({no} << 1));"]
    if program.is_explained and not derived.is_timeless:
        top.append(f"i32 *restrict d = {_due_of(program, context)};")
        day = body.local("i32", _due(body, derived, conditions, yes, no))
        lines.append(f"d[i] = {day} < d[i] ? {day} : d[i];")
    rows = "B->n" if context == PERSON else "B->homes"
    text = loop([*body.top.values(), *top], [*body.lines, *lines], rows)
    head = f"static void status_{index}(Job *J, const Block *B)"
    return f"{head} {{\n{text}}}", frozenset(body.needs)


def _conditions(body: Body, derived: Derived) -> list[Pair]:
    graph = body.program.graph
    return [body.pair(graph.number(each.code.node)) for each in derived.rule.conditions]


def _due_of(program: Program, context: str) -> str:
    if context == PERSON:
        return f"COLUMN(i32, {program.scratch('due', 'i32').at})"
    return f"J->{'due' if context == LIVING else 'registered_due'} + B->home"


def _due(body: Body, derived: Derived, conditions: list[Pair], yes: str, no: str) -> str:
    """The day of a rule: of a no the last of its failed conditions' days, else the first of all."""
    days = [_day(body, each) for each in derived.changes]
    first = _least(body, days)
    if all(day == "NEVER" for day in days):
        failed = "NEVER"
    elif len(days) == 1:
        failed = days[0]
    else:
        failed = "NONE_i32"
        for condition, day in zip(conditions, days, strict=True):
            known = f"({condition.second} ? {day} : NONE_i32)"
            failed = body.local("i32", f"({known} > {failed} ? {known} : {failed})")
    otherwise = first
    if derived.amount_change != NEVER:
        priced = _least(body, [first, _day(body, derived.amount_change)])
        otherwise = body.local("i32", f"({yes} ? {priced} : {first})")
    return f"({no} ? {failed} : {otherwise})"


def _day(body: Body, node: object) -> str:
    if node == NEVER:
        return "NEVER"
    return body.local("i32", body.pair(body.program.graph.number(node)).first)  # type: ignore[arg-type]


def _least(body: Body, days: list[str]) -> str:
    given = [each for each in dict.fromkeys(days) if each != "NEVER"]
    if not given:
        return "NEVER"
    least = given[0]
    for each in given[1:]:
        least = body.local("i32", f"({each} < {least} ? {each} : {least})")
    return least


def _amount(program: Program, index: int, context: str, number: int) -> tuple[str, frozenset[int]]:
    body = Body(program, context)
    value = body.pair(number)
    lines = [*body.top.values(), *body.lines]
    lines.append(f"return {value.second} ? (i64){value.first} : NONE_i64;")
    head = f"static i64 amount_{index}(Job *J, const Block *B, i64 i)"
    return _function(head, lines), frozenset(body.needs)


def _detail(
    program: Program, index: int, context: str, derived: Derived
) -> tuple[str, frozenset[int]]:
    """What blocks an unknown, and which conditions hold; of a yes what blocks its amount."""
    program.is_rare = True
    priced = Body(program, context)
    lines = []
    if derived.amount_needs != NOTHING:
        mask = priced.pair(program.graph.number(derived.amount_needs)).first
        inside = "\n  ".join([*priced.top.values(), *priced.lines, f"*needs = {mask}; return;"])
        lines.append(f"if (is_yes) {{\n  {inside}\n  }}")
    body = Body(program, context)
    held = [f"((i64){each.first} << {bit})" for bit, each in enumerate(_conditions(body, derived))]
    masks = [
        f"(i64){body.pair(program.graph.number(each)).first}"
        for each in dict.fromkeys(derived.needs)
        if each != NOTHING
    ]
    program.is_rare = False
    lines += [*body.top.values(), *body.lines]
    lines.append(f"*reasons = {' | '.join(held)}; *needs = {' | '.join(masks) or '0'};")
    head = (
        f"static void detail_{index}"
        "(Job *J, const Block *B, i64 i, int is_yes, i64 *reasons, i64 *needs)"
    )
    return _function(head, lines, is_cold=True), frozenset(body.needs | priced.needs)


def _function(head: str, lines: list[str], *, is_cold: bool = False) -> str:
    cold = "__attribute__((cold, noinline)) " if is_cold else ""
    return f"{cold}{head} {{\n  " + "\n  ".join(lines) + "\n}"
