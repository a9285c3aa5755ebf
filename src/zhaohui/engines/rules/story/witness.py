"""Facts or a day under which a test comes out as wanted: candidates only, to be asked of the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice, product

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.calendar import shift
from zhaohui.engines.rules.derive_changes import change_of
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code, compile_node
from zhaohui.engines.rules.results import Need
from zhaohui.engines.rules.spec import Fact, Value
from zhaohui.engines.rules.story.ways import Atom, Way, ways
from zhaohui.engines.rules.story.what_if import MOST_STEPS, Settings, WhatIf
from zhaohui.engines.rules.vocabulary import BIRTH

DAY = timedelta(days=1)
MOST_TRIES = 24
OLDEST = 130


@dataclass(frozen=True, slots=True)
class Witness:
    """Facts that are others (or stated), and the day, None for today."""

    settings: Settings = field(default_factory=dict)
    day: date | None = None


def witnesses(what: WhatIf, way: Way, fixed: frozenset[str]) -> Iterator[Witness]:
    """Yield combinations that should make every test of a way come out as wanted."""
    each = [list(islice(_of_atom(what, atom, fixed), 3)) for atom in way]
    for chosen in islice(product(*each), MOST_TRIES):
        settings: dict[Need, Value] = {}
        for one in chosen:
            settings |= one.settings
        if all(settings[n] == v for one in chosen for n, v in one.settings.items()):
            yield Witness(settings, max((o.day for o in chosen if o.day), default=None))


def _of_atom(what: WhatIf, atom: Atom, fixed: frozenset[str]) -> Iterator[Witness]:
    if isinstance(atom.code.node, tree.Known):
        yield Witness()  # it follows from stating the fact, or the way is dropped
        return
    if isinstance(atom.code.node, tree.Aggregate):
        yield from _of_someone(what, atom, fixed)
        return
    yield from _by_time(what, atom)
    yield from _by_facts(what, atom, fixed)


def _of_someone(what: WhatIf, atom: Atom, fixed: frozenset[str]) -> Iterator[Witness]:
    body = atom.code.parts[0]
    assert isinstance(atom.code.node, tree.Aggregate)
    for member in atom.view.groups[atom.code.node.group]:
        for way in ways(body, member, wanted=atom.wanted):
            yield from islice(witnesses(what, way, fixed), 1)


def _by_time(what: WhatIf, atom: Atom) -> Iterator[Witness]:
    """The first day on which the test turns with the facts of today."""
    change = compile_node(change_of(atom.code.node))
    view, day = atom.view, what.as_of
    for _ in range(MOST_STEPS):
        day = change.run(view)
        if day.year > what.as_of.year + OLDEST:
            return
        view = _again(what, atom, {}, day)
        if atom.code.run(view) is atom.wanted:
            yield Witness({}, day)
            return


def _by_facts(what: WhatIf, atom: Atom, fixed: frozenset[str]) -> Iterator[Witness]:
    needs = facts_below(what, atom.code, atom.view)
    free = [need for need in needs if need.name not in fixed or _is_unknown(what, need)]
    tries: list[Settings] = [
        {need: value}
        for need in free
        for value in values_for(what.fact(need.name), atom.code, atom.view)
    ]
    numbers = [need for need in free if what.fact(need.name).type in FACT_LIMITS]
    if len(numbers) > 1:
        tries += [dict.fromkeys(numbers, end) for end in (0, FACT_LIMITS["int"])]
    for settings in islice(tries, 4 * MOST_TRIES):
        if atom.code.run(_again(what, atom, settings, what.as_of)) is atom.wanted:
            yield Witness(settings)


def _is_unknown(what: WhatIf, need: Need) -> bool:
    return what.household.members[need.member or 0].get(need.name) is None


def _again(what: WhatIf, atom: Atom, settings: Settings, day: date) -> View:
    if atom.view.member is None:
        return what.at(settings, day)
    return what.member_at(settings, day, atom.view.member)


def facts_below(what: WhatIf, code: Code, view: View) -> list[Need]:
    """The facts that an expression names, each member's own inside an aggregate."""
    found: dict[Need, None] = {}
    node = code.node
    if isinstance(node, tree.FactRef):
        found[Need(node.name, what.index(view))] = None
    elif isinstance(node, tree.Age):
        found[Need(BIRTH, what.index(view))] = None
    seen = view.groups[node.group] if isinstance(node, tree.Aggregate) else [view]
    for part in code.parts:
        for each in seen:
            found |= dict.fromkeys(facts_below(what, part, each))
    return list(found)


def values_for(fact: Fact, code: Code, view: View) -> Sequence[Value]:
    """Values of a fact that an expression may tell apart."""
    if fact.type == "bool":
        return [True, False]
    if fact.type == "enum":
        return list(fact.values)
    marks = list(_marks(code, view))
    if fact.name == BIRTH:
        ages = {n + step for n in marks if type(n) is int for step in (-1, 0, 1)} | {0, 30}
        born = [shift(view.today, "years", -n) for n in sorted(ages) if 0 <= n <= OLDEST]
        return [day - DAY for day in born]
    if fact.type == "date":
        days = [each for each in marks if isinstance(each, date)]
        return [day + step for day in days for step in (timedelta(0), DAY, -DAY)]
    if fact.type in FACT_LIMITS:
        near = {n + step for n in marks if type(n) is int for step in (-1, 0, 1)} | {0, 1}
        return sorted(n for n in near if 0 <= n <= FACT_LIMITS[fact.type])
    texts = [each for each in marks if isinstance(each, str)]
    return [*(f"{text:0<12}" if fact.type == "code" else text for text in texts), "0" * 12]


def _marks(code: Code, view: View) -> Iterator[object]:
    """The values of the parts that no fact enters, and those written out."""
    node = code.node
    if isinstance(node, tree.InArea):
        yield node.prefix
    if isinstance(node, tree.In):
        yield from (each.value for each in node.values)
    if isinstance(node, tree.Compare):
        yield from (part.run(view) for part in code.parts)
    if not any(
        isinstance(each, tree.FactRef | tree.Age | tree.Aggregate) for each in tree.walk(node)
    ):
        yield code.run(view)
    for part in code.parts:
        yield from _marks(part, view)
