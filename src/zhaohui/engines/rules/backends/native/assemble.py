"""The whole C program of a rulebook: its functions, and the three entries that a sweep calls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native import folds
from zhaohui.engines.rules.backends.native.kinds import c_type
from zhaohui.engines.rules.backends.native.layout import LIVING, PERSON, REGISTERED, Layout
from zhaohui.engines.rules.backends.native.program import Program
from zhaohui.engines.rules.backends.native.rule_functions import RuleText, write_rule
from zhaohui.engines.rules.backends.native.sharing import shared_nodes
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.vocabulary import HEAD_RELATION

RUNTIME = Path(__file__).with_name("runtime.h")


@dataclass(frozen=True, slots=True)
class Written:
    """A program's text, what it works on, and the rules in the order of their numbers."""

    source: str
    layout: Layout
    rules: tuple[str, ...]
    contexts: frozenset[str]
    names_heads: bool
    sum_kinds: tuple[str, ...]  # of the registered households' aggregates
    gathered_facts: frozenset[str]  # what those take of persons


def write_program(book: Rulebook, *, is_explained: bool = True) -> Written:
    """The C program of all rules of a book; equal rulebooks give equal text."""
    program = Program(book, is_explained=is_explained)
    program.shared = shared_nodes(program)
    rules = [write_rule(program, index, each) for index, each in enumerate(book.rules.values())]
    gathering, gathered = _gathering(program)
    entries = [gathering, _people(program, rules), _registered(program, rules)]
    text = [RUNTIME.read_text(encoding="utf-8"), *program.functions, *(each.text for each in rules)]
    table = ",\n".join(each.entry for each in rules)
    text += [f"static const Rule RULES[] = {{\n{table}\n}};" if rules else "", *entries]
    program.layout.words = list(program.words.codes)
    contexts = frozenset(each.context for each in rules)
    return Written(
        source="\n".join(text),
        layout=program.layout,
        rules=tuple(book.rules),
        contexts=contexts,
        names_heads=HEAD_RELATION in book.facts and bool(contexts - {PERSON}),
        sum_kinds=tuple(_kind(program, each) for each in program.layout.sums),
        gathered_facts=_facts_of(program, gathered),
    )


def _fills(program: Program, roots: Iterable[int]) -> str:
    """The calls that fill these columns and what they rest on, each after what it needs."""
    columns, done, calls = program.layout.columns, set[int](), []

    def fill(index: int) -> None:
        if index in done:
            return
        done.add(index)
        for each in sorted(columns[index].needs):
            fill(each)
        if columns[index].fill:
            calls.append(columns[index].fill)

    for root in sorted(roots):
        fill(root)
    return "\n    ".join(calls)


def _blocks(program: Program, room: str) -> str:
    """The head of a loop over blocks of whole living households."""
    of = program.scratch("of", "i32")
    return f"""
  i32 *of = COLUMN(i32, {of.at});
  while (J->next < J->last) {{
    i64 home = J->next, row = J->start[home], end = home + 1;
    while (end < J->last && J->start[end + 1] - row <= J->block) end++;
    Block block = {{row, J->start[end] - row, home, end - home, of, J->start + home}}, *B = &block;
    {room}
    for (i64 j = 0; j < B->homes; j++)
      for (i64 i = B->start[j] - row; i < B->start[j + 1] - row; i++) of[i] = (i32)j;"""


def _people(program: Program, rules: list[RuleText]) -> str:
    persons = [each for each in rules if each.context == PERSON]
    homes = [each for each in rules if each.context == LIVING]
    status, due = program.scratch("status", "u8"), program.scratch("due", "i32")
    room = f"if (J->rows + B->n * {len(persons)} + B->homes * {len(homes)} > J->room) return;"
    head = _blocks(program, room)
    needs = frozenset[int]().union(*(each.needs for each in (*persons, *homes)))
    asked = [f"answer(J, B, {each.index}, RULES + {each.index}, B->n, status);" for each in persons]
    then = [
        f"answer(J, B, {each.index}, RULES + {each.index}, B->homes, status);" for each in homes
    ]
    return f"""
void sweep_people(Job *J) {{
  u8 *status = COLUMN(u8, {status.at});
  i32 *due = COLUMN(i32, {due.at});{head}
    {_fills(program, needs)}
    for (i64 i = 0; i < B->n; i++) due[i] = NEVER;
    {" ".join(asked)}
    i32 *homes_due = J->due + home;
    for (i64 j = 0; j < B->homes; j++) homes_due[j] = NEVER;
    for (i64 i = 0; i < B->n; i++) if (due[i] < homes_due[of[i]]) homes_due[of[i]] = due[i];
    {" ".join(then)}
    (void)status;
    J->next = end;
  }}
}}"""


def _registered(program: Program, rules: list[RuleText]) -> str:
    own = [each for each in rules if each.context == REGISTERED]
    status = program.scratch("status", "u8")
    asked = [f"answer(J, B, {each.index}, RULES + {each.index}, B->n, status);" for each in own]
    return f"""
void sweep_registered(Job *J) {{
  u8 *status = COLUMN(u8, {status.at});
  while (J->next < J->last) {{
    i64 n = J->last - J->next < J->block ? J->last - J->next : J->block;
    Block block = {{0, n, J->next, n, 0, 0}}, *B = &block;
    if (J->rows + n * {len(own)} > J->room) return;
    for (i64 j = 0; j < n; j++) J->registered_due[B->home + j] = NEVER;
    {" ".join(asked)}
    (void)status;
    J->next += n;
  }}
}}"""


def _kind(program: Program, number: int) -> str:
    node = program.graph.nodes[number]
    return c_type(node.type, is_narrow=program.graph.is_narrow(number))


def _facts_of(program: Program, roots: Iterable[int]) -> frozenset[str]:
    """The persons' facts among columns and what they rest on."""
    columns, waiting, seen = program.layout.columns, list(roots), set[int]()
    while waiting:
        index = waiting.pop()
        if index not in seen:
            seen.add(index)
            waiting.extend(columns[index].needs)
    keys = [columns[index].key for index in seen]
    return frozenset(str(key[1]) for key in keys if key[0] == "fact" and key[2] == PERSON)


def _gathering(program: Program) -> tuple[str, set[int]]:
    """Two entries: one empties the registered households' aggregates, one adds a piece's persons."""
    empty, add, needs = [], [], set[int]()
    for place, number in enumerate(program.layout.sums):
        node = program.graph.nodes[number]
        assert isinstance(node, tree.Aggregate)
        kind = _kind(program, number)
        c_name = "u8" if kind == "bool" else kind
        sums = f"{c_name} *o = J->sums[{place}];"
        empty.append(
            f"{{ {sums} for (i64 i = 0; i < slots; i++) o[i] = {folds.empty(node, kind)}; }}"
        )
        source, own = program.members(number)
        needs |= own
        member = "x[i]" if source else "0"
        given = (
            f"const {source.c_name} *x = COLUMN({source.c_name}, {source.at});" if source else ""
        )
        folded = folds.fold(node, kind, "o[s]", member, source.kind if source else kind)
        add.append(
            f"{{ {sums} {given} for (i64 i = 0; i < B->n; i++) {{ i32 s = slot[i]; o[s] = {folded}; }} }}"
        )
    text = f"""
void empty_sums(Job *J, i64 slots) {{
  {" ".join(empty)}
  (void)J, (void)slots;
}}
void gather_registered(Job *J) {{{_blocks(program, "")}
    {_fills(program, needs)}
    const i32 *slot = J->registered_slot + row;
    {" ".join(add)}
    (void)slot;
    J->next = end;
  }}
}}"""
    return text, needs
