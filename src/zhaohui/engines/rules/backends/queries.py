"""The few statements of a sweep: households gathered first, then every rule on every person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.dialect import DUCKDB, Dialect
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.rule_columns import NOTHING, Parts
from zhaohui.engines.rules.backends.sql import Sheet, aggregate, fact_column
from zhaohui.engines.rules.backends.sql_derived import soonest
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.day import Day
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH, HEAD, HEAD_RELATION


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Where a rule's answers stand in a batch; '' where all are alike: no amount, or nothing needed.

    `reasons` tells those that hold of an unknown ('': not asked for); of a yes `all_reasons` do.
    """

    rule: int
    household: str
    status: str
    reasons: str
    all_reasons: int
    needs: str
    amount: str
    fixed_amount: int | None
    has_amount: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sweep computes: the facts it reads, each group's aggregates, and the two subjects."""

    book: Rulebook
    day: Day
    facts: tuple[Fact, ...]
    aggregates: dict[str, dict[Node, str]]
    is_explained: bool
    dialect: Dialect

    def roots(self, compiled: CompiledRule) -> list[Node]:
        """The expressions to compute of a rule: its derived ones too where reasons are wanted."""
        return all_roots(self.book, compiled) if self.is_explained else roots(compiled)

    def rules_of(self, subject: str, group: str | None = None) -> list[CompiledRule]:
        return [
            each
            for each in self.book.rules.values()
            if each.rule.subject == subject and group in (None, each.rule.group)
        ]

    def groups(self) -> list[str]:
        """The kinds of household to gather: those that a rule looks at, and living ones to count."""
        return [
            kind
            for kind in HOUSEHOLDS
            if kind == "living" or self.aggregates[kind] or self.rules_of("household", kind)
        ]

    def facts_of(self, entity: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.entity == entity]


def make_plan(
    book: Rulebook, day: Day, *, is_explained: bool = True, dialect: Dialect = DUCKDB
) -> Plan:
    """Collect what the rules read, in the dictionary's order; reasons, needs and days if explained."""
    found = all_roots if is_explained else _plain_roots
    aggregates: dict[str, dict[Node, str]] = {kind: {} for kind in HOUSEHOLDS}
    names = set()
    for root in (node for compiled in book.rules.values() for node in found(book, compiled)):
        for node in tree.walk(root):
            if isinstance(node, tree.Aggregate):
                group = aggregates[node.group]
                group.setdefault(node, f"{node.group}_{len(group)}")
            elif isinstance(node, tree.FactRef):
                names.add(node.name)
            elif isinstance(node, tree.Age):
                names.add(BIRTH)
    head = book.facts.get(HEAD_RELATION)
    if head is not None and any(each.rule.subject == "household" for each in book.rules.values()):
        names.add(HEAD_RELATION)
    facts = tuple(fact for name, fact in book.facts.items() if name in names)
    return Plan(book, day, facts, aggregates, is_explained, dialect)


def roots(compiled: CompiledRule) -> list[Node]:
    """The expressions of a rule: its conditions, then its amount."""
    amount = [compiled.amount.node] if compiled.amount else []
    return [*(each.code.node for each in compiled.conditions), *amount]


def _plain_roots(_: Rulebook, compiled: CompiledRule) -> list[Node]:
    return roots(compiled)


def all_roots(book: Rulebook, compiled: CompiledRule) -> list[Node]:
    """The expressions of a rule and its derived ones."""
    derived = book.derived(compiled.rule.id)
    more = (*derived.needs, derived.amount_needs, *derived.changes, derived.amount_change)
    return [*roots(compiled), *more]


def people(plan: Plan, relation: str = "chunk") -> str:
    """Persons, of the chunk or all, with the facts of both their households."""
    own = [f'p."{fact.column}" AS {fact_column(fact)}' for fact in plan.facts_of("person")]
    joins = ""
    for kind in HOUSEHOLDS:
        facts = plan.facts_of(kind)
        own += [f"{kind}_facts.{fact_column(fact)}" for fact in facts]
        if facts:
            joins += f" LEFT JOIN {_households(plan, kind)} ON {kind}_facts.id = p.{kind}_id"
    ids = "p.person_id, p.living_id, p.registered_id, p.town, p.village"
    return f"(SELECT {', '.join([ids, *own])} FROM {relation} p{joins})"


def _households(plan: Plan, kind: str) -> str:
    columns = [f'"{fact.column}" AS {fact_column(fact)}' for fact in plan.facts_of(kind)]
    chosen = ", ".join(["household_id AS id", *columns])
    return f"(SELECT {chosen} FROM {kind}_homes) {kind}_facts"


def narrow(low: int, high: int) -> list[str]:
    """Views of the people of living households low..high and of these households."""
    within = f"BETWEEN {low} AND {high}"
    view = "CREATE OR REPLACE TEMP VIEW"
    return [
        f"{view} chunk AS SELECT * FROM persons WHERE living_id {within}",
        f"{view} living_homes AS {homes('living')} AND household_id {within}",
    ]


def widen() -> list[str]:
    """Views of all households of both kinds."""
    return [f"CREATE OR REPLACE TEMP VIEW {kind}_homes AS {homes(kind)}" for kind in HOUSEHOLDS]


def homes(kind: str) -> str:
    """The households of a kind."""
    return f"SELECT * FROM households WHERE kind = '{kind}'"


def group_query(plan: Plan, kind: str) -> str:
    """One row a household: its size, head, and every aggregate that a rule names.

    Living ones of the chunk, which holds all of their people; registered ones all at once.
    """
    wanted = plan.aggregates[kind]
    bodies = [node.body for node in wanted if isinstance(node, tree.Aggregate) and node.body]
    sheet = Sheet(plan.day, plan.book.facts, plan.dialect)
    sheet.share(bodies)
    columns = []
    for node, name in wanted.items():
        if isinstance(node, tree.Aggregate):
            body = sheet.column(node.body) if node.body else ""
            columns.append(f"{aggregate(node, body)} AS {name}")
    chosen = ", ".join([f"{kind}_id AS id", "count(*) AS size", *_head(plan), *columns])
    source = sheet.select(people(plan, "chunk" if kind == "living" else "persons"))
    return f"SELECT {chosen} FROM ({source}) GROUP BY {kind}_id"


def _head(plan: Plan) -> list[str]:
    """The head 户主, else the lowest id; the town and village of that person."""
    relation = plan.book.facts.get(HEAD_RELATION)
    if relation is None or relation not in plan.facts:
        head = "person_id"
    else:
        is_head = f"{fact_column(relation)} = {literal(HEAD, tree.TEXT)}"
        head = f"(CASE WHEN {is_head} THEN 0 ELSE 1 END, person_id)"
    return [
        f"min_by({name}, {head}) FILTER (WHERE {name} IS NOT NULL) AS head_{name}"
        for name in ("person_id", "town", "village")
    ]


def answers(
    plan: Plan, rules: Sequence[CompiledRule], source: str, ids: str, household: str | None
) -> tuple[str, list[Columns]]:
    """One row a subject with the columns of each rule, and `due`, the next day on which one can differ.

    `ids` are its person, households, town and village; `household` names the column of the household
    that a finding is of, None: by the rule.
    """
    sheet = Sheet(plan.day, plan.book.facts, plan.dialect,
                  {**plan.aggregates["living"], **plan.aggregates["registered"]})  # fmt: skip
    sheet.share(node for compiled in rules for node in plan.roots(compiled))
    numbers = {rule_id: index for index, rule_id in enumerate(plan.book.rules)}
    texts, told, days = [], [], []
    for compiled in rules:
        parts = _parts(plan, sheet, compiled)
        number = numbers[compiled.rule.id]
        own = household or f"{compiled.rule.group}_id"
        columns, selected = _columns(plan, compiled, parts, number, own)
        texts += selected
        told.append(columns)
        days.append(parts.due())
    if plan.is_explained:
        texts.append(f"{soonest(days)} AS due")
    return f"SELECT {ids}, {', '.join(texts)} FROM ({sheet.select(source)})", told


def _columns(
    plan: Plan, compiled: CompiledRule, parts: Parts, number: int, household: str
) -> tuple[Columns, list[str]]:
    """The columns that a rule needs, as narrow as their values, and their SQL."""
    node = compiled.amount.node if compiled.amount else None
    fixed = _fixed(plan, node)
    needs = parts.needs_mask() if plan.is_explained else NOTHING
    everything = (1 << len(compiled.conditions)) - 1
    reasons = f"({parts.reasons_mask()})::{_narrow(everything)}"
    made = {f"s{number}": parts.code}
    if plan.is_explained:
        made[f"r{number}"] = reasons
    if node is not None and fixed is None:
        made[f"m{number}"] = f"({parts.paid()})::{_narrow(node.high)}"
    if needs != NOTHING:
        highest = (1 << len(plan.book.derived(compiled.rule.id).names)) - 1
        made[f"n{number}"] = f"({needs})::{_narrow(highest)}"
    columns = Columns(
        rule=number,
        household=household,
        status=f"s{number}",
        reasons=f"r{number}" if plan.is_explained else "",
        all_reasons=everything,
        needs=f"n{number}" if f"n{number}" in made else "",
        amount=f"m{number}" if f"m{number}" in made else "",
        fixed_amount=fixed,
        has_amount=node is not None,
    )
    return columns, [f"{text} AS {name}" for name, text in made.items()]


def _fixed(plan: Plan, node: Node | None) -> int | None:
    """An amount that is the same for everyone on this day."""
    value: object = None
    if isinstance(node, tree.Const):
        value = node.value
    elif isinstance(node, tree.ParameterRef):
        value = plan.day.values[node.name]
    return value if isinstance(value, int) else None


def _narrow(highest: int) -> str:
    sizes = (("TINYINT", 7), ("SMALLINT", 15), ("INTEGER", 31))
    return next((name for name, bits in sizes if highest < 1 << bits), "BIGINT")


def _parts(plan: Plan, sheet: Sheet, compiled: CompiledRule) -> Parts:
    conditions = [sheet.column(each.code.node) for each in compiled.conditions]
    amount = sheet.column(compiled.amount.node) if compiled.amount else None
    if not plan.is_explained:
        return Parts(conditions=conditions, amount=amount)
    derived = plan.book.derived(compiled.rule.id)
    return Parts(
        conditions=conditions,
        amount=amount,
        needs=[sheet.text(each) for each in derived.needs],
        amount_needs=sheet.text(derived.amount_needs),
        changes=[sheet.text(each) for each in derived.changes],
        amount_change=sheet.text(derived.amount_change),
    )


def places() -> str:
    """The towns and villages that are met, '' for an unknown one."""
    parts = [f"SELECT DISTINCT town, village FROM {table}" for table in ("persons", "households")]
    return (
        "SELECT DISTINCT coalesce(town, ''), coalesce(village, '') "
        f"FROM ({' UNION ALL '.join(parts)})"
    )


def code_type(name: str, codes: Sequence[str]) -> str:
    """Codes as a type, so that a batch brings numbers instead of text."""
    return (
        f"CREATE TYPE {name}_code AS ENUM ({', '.join(literal(each, tree.TEXT) for each in codes)})"
    )


def person_source(plan: Plan) -> str:
    """The people of the chunk, with their households' aggregates."""
    names = [name for kind in HOUSEHOLDS for name in plan.aggregates[kind].values()]
    joins = "".join(
        f" LEFT JOIN {kind}_groups ON {kind}_groups.id = people.{kind}_id"
        for kind in HOUSEHOLDS
        if plan.aggregates[kind]
    )
    chosen = ", ".join(["people.*", *names])
    return f"(SELECT {chosen} FROM {people(plan)} people{joins})"


def of_subject(
    plan: Plan, rules: Sequence[CompiledRule], kind: str | None
) -> tuple[str, list[Columns]]:
    """The answers of the chunk's people, or (`kind`) of gathered households."""
    places = ", ".join(plan.dialect.place.format(name=name) for name in ("town", "village"))
    if kind is None:
        ids = f"person_id, living_id, registered_id, {places}"
        return answers(plan, rules, person_source(plan), ids, None)
    ids = f"person_id, household_id, {places}"
    return answers(plan, rules, household_source(plan, kind), ids, "household_id")


def household_source(plan: Plan, kind: str) -> str:
    """The households of a kind that have members, with their facts and aggregates."""
    facts = [fact_column(fact) for fact in plan.facts_of(kind)]
    columns = ", ".join(["household_id AS id", "town", "village",
                         *(f'"{fact.column}" AS {fact_column(fact)}'
                           for fact in plan.facts_of(kind))])  # fmt: skip
    own = f"(SELECT {columns} FROM {kind}_homes) h"
    chosen = ", ".join([
        "g.head_person_id AS person_id", "g.id AS household_id",
        "coalesce(h.town, g.head_town) AS town", "coalesce(h.village, g.head_village) AS village",
        *facts, *plan.aggregates[kind].values(),
    ])  # fmt: skip
    return f"(SELECT {chosen} FROM {kind}_groups g LEFT JOIN {own} ON h.id = g.id)"
