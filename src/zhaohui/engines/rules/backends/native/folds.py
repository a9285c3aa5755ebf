"""Aggregates over a household's members: how two parts are joined, and where the sums are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native.layout import LIVING, PERSON
from zhaohui.engines.rules.backends.native.terms import Pair

if TYPE_CHECKING:
    from zhaohui.engines.rules.backends.native.body import Body

EMPTY_BOOL = {"any_of": "2", "all_of": "1"}


def empty(node: tree.Aggregate, kind: str) -> str:
    """What an aggregate holds before the first member."""
    if node.op in EMPTY_BOOL:
        return EMPTY_BOOL[node.op]
    return {"first": "NEVER", "largest": f"(NONE_{kind} + 1)", "last": f"(NONE_{kind} + 1)"}.get(
        node.op, "0"
    )


def fold(node: tree.Aggregate, kind: str, so_far: str, member: str, of: str) -> str:
    """C of an aggregate with one more member, both as columns keep them; `of` is the member's kind."""
    match node.op:
        case "size":
            return f"{so_far} + 1"
        case "any_of":
            return f"(u8)((({so_far} | {member}) & 1) | ({so_far} & {member} & 2))"
        case "all_of":
            return f"(u8)(({so_far} & {member} & 1) | (({so_far} | {member}) & 2))"
        case "count":
            one = f"{so_far} + ({member} & 1)"
            return f"({so_far} == NONE_{kind} || {member} == 0 ? NONE_{kind} : {one})"
        case "bits":
            return f"({so_far} | {member})"
        case "first":
            return f"({member} < {so_far} ? {member} : {so_far})"
        case "last":
            return f"({member} > {so_far} ? {member} : {so_far})"
    unknown = f"{so_far} == NONE_{kind} || {member} == NONE_{of}"
    if node.op == "total":
        return f"({unknown} ? NONE_{kind} : ({kind})({so_far} + ({kind}){member}))"
    larger = f"(({kind}){member} > {so_far} ? ({kind}){member} : {so_far})"
    return f"({unknown} ? NONE_{kind} : {larger})"


def aggregate(body: Body, node: tree.Aggregate, number: int) -> Pair:
    """The aggregate of the row's household."""
    program, kind = body.program, body.kind_of(number)
    if body.context not in (PERSON, LIVING):
        place = program.sum(number)
        return _sure(node, body.direct(kind, f"J->sums[{place}]", f"s{place}"))
    if program.is_rare and node.group == LIVING and not program.has_sum(body.context, number):
        return _over_members(body, node, number, kind)
    return _sure(node, body.read(program.sum_column(body.context, number)))


def _over_members(body: Body, node: tree.Aggregate, number: int, kind: str) -> Pair:
    """The same by a loop over the members, for what is seldom asked."""
    home = body.row if body.context == LIVING else f"B->of[{body.row}]"
    c_name = "u8" if kind == "bool" else kind
    so_far = f"a{body.counter[0]}"
    member = f"m{body.counter[0]}"
    body.counter[0] += 1
    inner = body.inner(member)
    given = "0"
    of = kind
    if node.body is not None:
        part = body.program.graph.parts[number][0]
        value = inner.pair(part)
        of = value.kind
        given = inner.local("u8" if of == "bool" else of, inner.stored(value))
    body.lines.append(f"{c_name} {so_far} = {empty(node, kind)};")
    start = f"B->start[{home}] - B->row"
    end = f"B->start[{home} + 1] - B->row"
    body.lines.append(f"for (i64 {member} = {start}; {member} < {end}; {member}++) {{")
    body.lines.extend(inner.lines)
    body.lines.append(f"{so_far} = {fold(node, kind, so_far, given, of)}; }}")
    return _sure(node, body.loaded(kind, so_far))


def _sure(node: tree.Aggregate, pair: Pair) -> Pair:
    """What is never unknown needs no test."""
    if node.op in ("size", "bits", "first", "last"):
        return Pair(pair.kind, pair.first, "1")
    return pair
