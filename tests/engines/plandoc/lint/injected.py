"""Spoils a consistent plan in one place: each kind says which rule must find it, and on which lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tests.engines.plandoc.lint.county_plans import Model, Printer, model
from tests.engines.plandoc.lint.measures import Measure
from zhaohui.engines.plandoc.lint import Census, Finding, lint_text


@dataclass(frozen=True)
class Injected:
    """A spoiled plan; `first` and `second` are the lines where each place may stand."""

    text: str
    rules: tuple[str, ...]
    first: tuple[int, ...]
    second: tuple[int, ...] | None
    least: str
    census: Census | None = None

    def found(self) -> Finding | None:
        """The finding that names both places, in either order."""
        for f in lint_text(self.text, census=self.census):
            if f.rule not in self.rules or _rank(f.severity) > _rank(self.least):
                continue
            places = [f.first.line] + ([f.second.line] if f.second else [])
            if self.second is None and set(places) & set(self.first):
                return f
            if self.second is not None and len(places) == 2 and self._both(*places):
                return f
        return None

    def _both(self, a: int, b: int) -> bool:
        second = self.second or ()
        return (a in self.first and b in second) or (b in self.first and a in second)


def _rank(severity: str) -> int:
    return ("high", "medium", "low").index(severity)


Spoiled = tuple[Model, tuple[str, ...], str, str | None, str, Census | None] | None


def _pick(made: Model, r: Random, fits: Callable[[Measure], bool]) -> Measure | None:
    found = [m for m in made.measures if fits(m)]
    return r.choice(found) if found else None


def _other(m: Measure, value: float, r: Random) -> str:
    """Another believable value, a tenth or more away."""
    rate = m.unit == "%"
    for _ in range(50):
        x = round(value * r.choice([0.6, 0.75, 0.85, 0.9, 1.12, 1.25, 1.5]), m.decimals)
        if not (rate and x > 99.9) and m.printed(x) != m.printed(value):
            return m.printed(x)
    return m.printed(round(value * 0.8, m.decimals))


def other_target(made: Model, r: Random) -> Spoiled:
    m = _pick(made, r, lambda m: m.name in made.said_at_goal)
    if m is None:
        return None
    made.goal_value[m.name] = _other(m, m.goal, r) + m.unit + r.choice(["", "", "以上"])
    if "以内" in made.said_at_goal[m.name]:
        made.goal_value[m.name] = made.goal_value[m.name].removesuffix("以上")
    return made, ("two-values",), f"row {m.name}", f"goal {m.name}", "high", None


def other_base(made: Model, r: Random) -> Spoiled:
    m = _pick(made, r, lambda m: m.name in made.said_at_base)
    if m is None:
        return None
    made.base_value[m.name] = _other(m, m.base, r) + m.unit
    return made, ("two-values",), f"row {m.name}", f"base {m.name}", "high", None


def broken_unit(made: Model, r: Random) -> Spoiled:
    """万 is forgotten in the table."""
    m = _pick(made, r, lambda m: m.unit.startswith("万人"))
    if m is None:
        return None
    made.units[m.name] = m.unit[1:]
    return made, ("unit-magnitude",), f"row {m.name}", None, "high", None


def broken_unit_in_text(made: Model, r: Random) -> Spoiled:
    """万 too much in the text."""
    m = _pick(
        made, r, lambda m: m.name in made.said_at_goal and m.unit in ("张", "户", "万人", "万人次")
    )
    if m is None:
        return None
    factor = 10_000 if m.unit.startswith("万") else 1
    made.goal_value[m.name] = f"{round(m.goal * factor)}万{m.unit.removeprefix('万')}"
    return made, ("unit-magnitude",), f"row {m.name}", f"goal {m.name}", "high", None


def worse_target(made: Model, r: Random) -> Spoiled:
    flows = ("新增", "改造", "培训")
    m = _pick(
        made, r, lambda m: made.cells[m.name][0] != "—" and not any(w in m.name for w in flows)
    )
    if m is None:
        return None
    spoiled = replace(m, base=m.goal, goal=m.base)
    made.measures[made.measures.index(m)] = spoiled
    made.cells[m.name] = (m.printed(spoiled.base), m.printed(spoiled.goal))
    made.said_at_base.pop(m.name, None)
    made.said_at_goal.pop(m.name, None)
    return made, ("worse-target",), f"row {m.name}", None, "high", None


def worse_than_said(made: Model, r: Random) -> Spoiled:
    """A number of a period falls although the text promises more of it."""
    flows = {"城镇新增就业累计人数": "扩大城镇新增就业规模", "补贴性职业技能培训人次": "大规模开展补贴性职业技能培训",
             "城镇老旧小区改造户数": "加大城镇老旧小区改造力度"}  # fmt: skip
    m = _pick(made, r, lambda m: m.name in flows and made.cells[m.name][0] != "—")
    if m is None:
        return None
    made.cells[m.name] = (m.printed(m.goal), m.printed(m.base))
    made.said_at_base.pop(m.name, None)
    made.said_at_goal.pop(m.name, None)
    made.extra_goal.append(("promise", f"坚持民生导向，{flows[m.name]}，增进群众福祉。"))
    return made, ("worse-target",), f"row {m.name}", "promise", "high", None


def other_total(made: Model, r: Random) -> Spoiled:
    if not made.services or not made.declared:
        return None
    made.declared += r.choice([-3, 2, 5])
    return made, ("declared-sum",), "declared", None, "high", None


def other_count(made: Model, r: Random) -> Spoiled:
    """A row that lists fewer or more than its brackets say."""
    if not made.services:
        return None
    i = r.randrange(len(made.services))
    domain, listed, count = made.services[i]
    made.services[i] = (domain, listed, count + r.choice([1, 3, 4]))
    made.declared = None
    return made, ("declared-sum",), f"services {domain}", None, "high", None


def shortened_lists(made: Model, r: Random) -> Spoiled:
    """Rows close with 等 long before their counts."""
    if not made.services or not made.declared:
        return None
    services = []
    for domain, listed, count in made.services:
        kept = listed[:1] if count > 1 else listed
        services.append((domain, [*kept[:-1], kept[-1] + ("等" if count > 1 else "")], count + 2))
    made.services, made.declared = services, sum(c for _, _, c in services)
    return made, ("declared-sum",), "declared", None, "high", None


def parts_above_total(made: Model, r: Random) -> Spoiled:
    n = r.randint(8, 30)
    a, b = n - r.randint(2, 5), r.randint(6, 9)
    thing = r.choice(["新建社区养老驿站", "建设乡镇综合文化站", "改造农村敬老院"])
    made.extra_goal.append(("parts", f"{thing}{n}个，其中城区{a}个、中心镇{b}个。"))
    return made, ("parts-of-total",), "parts", "parts", "high", None


def percent_twice(made: Model, r: Random) -> Spoiled:
    m = _pick(made, r, lambda m: m.unit == "%")
    if m is None:
        return None
    made.cells[m.name] = (made.cells[m.name][0], m.printed(m.goal) + r.choice(["%", "％", "%以上"]))
    return made, ("percent-twice",), f"row {m.name}", f"row {m.name}", "low", None


def text_target(made: Model, r: Random) -> Spoiled:
    m = _pick(made, r, lambda _: True)
    if m is None:
        return None
    made.cells[m.name] = (made.cells[m.name][0], r.choice(["应保尽保", "稳步提升", "达到省定标准"]))
    return made, ("text-target",), f"row {m.name}", f"row {m.name}", "low", None


def denominators(made: Model, r: Random) -> Spoiled:
    """Beds for each thousand old people that ask for half of the county's old people."""
    m = next((m for m in made.measures if m.name == "养老服务床位总量"), None)
    if m is None:
        return None
    residents = r.randint(90_000, 600_000)
    rate = round(m.goal / (residents * 0.24) * 1000 * r.choice([0.45, 1.9, 2.6]), 1)
    says = r.choice(
        [
            "每千名老年人拥有养老床位达到{}张",
            "每千名老人拥有床位{}张",
            "每千名老年人口养老床位数达到{}张",
        ]
    )
    made.extra_goal.append(("rate", f"到{made.year}年，{says.format(rate)}。"))
    census = Census(
        residents=residents,
        registered=round(residents * 1.1),
        share_60_plus=0.24,
        share_65_plus=0.18,
    )
    return made, ("denominators",), f"row {m.name}", "rate", "high", census


def already_met(made: Model, r: Random) -> Spoiled:
    m = _pick(
        made, r, lambda m: m.unit == "%" and m.better == "up" and made.cells[m.name][0] != "—"
    )
    if m is None:
        return None
    made.cells[m.name] = (m.printed(m.base), f"≥{m.printed(round(m.base - 1.5, m.decimals))}")
    made.said_at_base.pop(m.name, None)
    made.said_at_goal.pop(m.name, None)
    return made, ("already-met",), f"row {m.name}", f"row {m.name}", "medium", None


def operator_differs(made: Model, r: Random) -> Spoiled:
    m = _pick(
        made, r, lambda m: m.name in made.said_at_goal and "以内" not in made.said_at_goal[m.name]
    )
    if m is None:
        return None
    made.cells[m.name] = (made.cells[m.name][0], m.printed(m.goal))
    made.goal_value[m.name] = m.printed(m.goal) + m.unit + "以上"
    return made, ("operator-differs",), f"row {m.name}", f"goal {m.name}", "low", None


def mixed_operators(made: Model, r: Random) -> Spoiled:
    chosen = r.sample(made.measures, 2)
    for m, form in zip(chosen, ["≥{}", "{}以上"], strict=True):
        made.cells[m.name] = (made.cells[m.name][0], form.format(m.printed(m.goal)))
    return made, ("mixed-operators",), "table", None, "low", None


def annual_total(made: Model, r: Random) -> Spoiled:
    m = next((m for m in made.measures if m.name == "城镇新增就业累计人数"), None)
    if m is None:
        return None
    yearly = round(m.goal * 10_000 / 5 * r.choice([0.6, 1.4, 1.8]))
    made.extra_goal.append(("yearly", f"坚持就业优先，年均城镇新增就业{yearly}人。"))
    return made, ("annual-total",), f"row {m.name}", "yearly", "medium", None


def text_twice(made: Model, r: Random) -> Spoiled:
    """Two paragraphs promise two values of a rate that is not in the table."""
    name, a, b = r.choice(
        [("县域内就诊率", 90, 95), ("新生儿疾病筛查率", 97, 99), ("社区矫正对象帮扶率", 85, 100)]
    )
    made.extra_goal += [
        ("once", f"到{made.year}年，{name}达到{a}%。"),
        ("again", f"强化服务，力争{name}达到{b}%。"),
    ]
    return made, ("two-values",), "once", "again", "high", None


def promise_without_indicator(made: Model, r: Random) -> Spoiled:
    n = r.randint(120, 900)
    made.works = {d: [] for d in made.works}
    made.said_at_goal.clear()
    domain = r.choice(sorted(made.works))
    made.works[domain] = [f"配备应急救护一体机{n}台套"]
    return made, ("no-indicator",), f"works {domain}", None, "low", None


KINDS: tuple[Callable[[Model, Random], Spoiled], ...] = (
    other_target, other_base, broken_unit, broken_unit_in_text, worse_target, worse_than_said, other_total,
    other_count, shortened_lists, parts_above_total, percent_twice, text_target, denominators, already_met,
    operator_differs, mixed_operators, annual_total, text_twice, promise_without_indicator,
)  # fmt: skip


def inject(kind: Callable[[Model, Random], Spoiled], seed: int) -> Injected | None:
    """The plan of this seed spoiled in this way; None where it has nothing to spoil."""
    spoiled = kind(model(seed), Random(f"{kind.__name__} {seed}"))
    if spoiled is None:
        return None
    made, rules, first, second, least, census = spoiled
    printed = Printer(made).print()
    rows = _rows(printed.lines, printed.text)
    at = rows.get(first) or tuple(printed.lines.get(first, ()))
    other = None if second is None else rows.get(second) or tuple(printed.lines.get(second, ()))
    if kind is promise_without_indicator and not printed.text.splitlines()[at[0] - 1].startswith(
        "（一）"
    ):
        return None  # the promise stands outside a box
    return Injected(printed.text, rules, at, other, least, census)


def _rows(lines: dict[str, list[int]], text: str) -> dict[str, tuple[int, ...]]:
    """Every line of each table row, and of the table."""
    rows = {
        mark: tuple(range(found[0], found[-1] + 1))
        for mark, found in lines.items()
        if mark.startswith(("row ", "services "))
    }
    every = [n for found in rows.values() for n in found]
    rows["table"] = tuple(range(min(every), max(every) + 1)) if every else (len(text),)
    return rows
