"""Invents typed expressions, rulebooks and populations from a seed; text in, as authors write it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.engines.rules.words import AREAS, FACTS, PARAMETERS, make_book, rule
from zhaohui.engines.rules import Household, Rulebook

KINDS = ("bool", "int", "money", "date")


class Inventor:
    """Draws expressions of a wanted type for a subject and group.

    `with_known` allows known(x), whose answer may flip when a fact is filled in.
    """

    def __init__(self, random: Random, *, with_known: bool = True) -> None:
        self.random = random
        self.with_known = with_known
        self.subject, self.group, self.inside = "person", "living", False

    def book(self, size: int) -> Rulebook:
        return make_book(*(self.rule(f"r{index}") for index in range(size)))

    def rule(self, name: str):
        for _ in range(200):
            self.subject = self.random.choice(["person", "person", "household"])
            self.group = self.random.choice(["living", "registered"])
            self.inside = False
            conditions = [self.draw("bool", 4) for _ in range(self.random.randint(1, 3))]
            amount = self.random.choice([None, f"max(元(0), {self.draw('money', 4)})"])
            made = rule(
                *conditions, amount=amount, name=name, subject=self.subject, group=self.group
            )
            found = Rulebook.problems(facts=FACTS, parameters=PARAMETERS, rules=[made], areas=AREAS)
            if not found:
                return made
            # The only refusals of a well-typed expression are those of its range.
            for fault in found:
                words = ("could grow", "zero and cannot divide", "nested more than", "characters")
                assert any(word in str(fault) for word in words), fault
        raise AssertionError("200 inventions out of range")

    def draw(self, kind: str, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.15:
            return self.leaf(kind)
        return getattr(self, kind)(depth - 1)

    def leaf(self, kind: str) -> str:
        names = [each.name for each in FACTS if each.type == kind and self.sees(each.entity)]
        if self.is_person and kind == "int":
            names += ["年龄"] * 2
        literal = {
            "bool": lambda: self.random.choice(["True", "False"]),
            "int": lambda: str(self.random.choice([-3, 0, 1, 2, 7, 60, 80])),
            "money": lambda: self.random.choice(
                ["元(0)", "元(0.5)", "元(740)", "低保标准", "空标准"]
            ),
            "date": lambda: self.random.choice(["今天", "起算日", "date(2024, 2, 29)"]),
        }[kind]
        if names and self.random.random() < 0.75:
            return self.random.choice(names)
        return literal()

    @property
    def is_person(self) -> bool:
        return self.subject == "person" or self.inside

    def sees(self, entity: str) -> bool:
        return self.is_person or entity == self.group

    def named(self, kind: str):
        return [each for each in FACTS if each.type == kind and self.sees(each.entity)]

    def bool(self, depth: int) -> str:
        pick = self.random.random()
        if pick < 0.25:
            word = self.random.choice([" and ", " or "])
            parts = [self.draw("bool", depth) for _ in range(self.random.randint(2, 3))]
            return f"({word.join(parts)})"
        if pick < 0.35:
            return f"(not {self.draw('bool', depth)})"
        if pick < 0.65:
            kind = self.random.choice(["int", "money", "date"])
            op = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
            return f"({self.draw(kind, depth)} {op} {self.draw(kind, depth)})"
        if pick < 0.75 and self.named("enum"):
            return self.choice_test()
        if pick < 0.8 and self.is_person:
            return self.random.choice(
                ["in_area(户籍区划, '5108')", "民族 == 适用民族", "户籍区划 != '510104000000'"]
            )
        if pick < 0.85 and self.with_known:
            return f"known({self.draw(self.random.choice(KINDS), depth)})"
        if pick < 0.95 and not self.inside:
            op = self.random.choice(["any_of", "all_of"])
            return self.aggregate(op, "bool", depth)
        return self.choose("bool", depth)

    def choice_test(self) -> str:
        chosen = self.random.choice(self.named("enum"))
        values = self.random.sample(chosen.values, 2)
        listed = ", ".join(f"'{value}'" for value in values)
        return self.random.choice(
            [
                f"({chosen.name} == '{values[0]}')",
                f"({chosen.name} in ({listed}))",
                f"({chosen.name} not in ({listed}))",
                f"('{values[0]}' != {chosen.name})",
            ]
        )

    def choose(self, kind: str, depth: int) -> str:
        then, other = self.draw(kind, depth), self.draw(kind, depth)
        if self.random.random() < 0.3:
            other = then
        return f"({then} if {self.draw('bool', depth)} else {other})"

    def aggregate(self, op: str, kind: str, depth: int) -> str:
        self.inside = True
        body = self.draw(kind, depth)
        self.inside = False
        if self.subject == "person" and self.random.random() < 0.4:
            return f"{op}({body}, '{self.random.choice(['living', 'registered'])}')"
        return f"{op}({body})"

    def int(self, depth: int) -> str:
        pick = self.random.random()
        if pick < 0.25:
            op = self.random.choice(["+", "-", "*", "//"])
            return f"({self.draw('int', depth)} {op} {self.draw('int', depth)})"
        if pick < 0.3:
            return f"(-{self.draw('int', depth)})"
        if pick < 0.4:
            return f"({self.draw('money', depth)} // {self.draw('money', depth)})"
        if pick < 0.5:
            parts = ", ".join(self.draw("int", depth) for _ in range(3))
            return f"muldiv({parts})"
        if pick < 0.6:
            unit = self.random.choice(["years", "months"])
            return f"{unit}({self.draw('date', depth)}, {self.draw('date', depth)})"
        if pick < 0.7:
            return f"lookup(等级系数, {self.draw('int', depth)})"
        if pick < 0.78:
            return f"band(缺口档, {self.draw('int', depth)})"
        if pick < 0.9 and not self.inside:
            return self.random.choice(
                [
                    "size()",
                    self.aggregate("count", "bool", depth),
                    self.aggregate("largest", "int", depth),
                    self.aggregate("total", "int", depth),
                ]
            )
        return self.either("int", depth)

    def money(self, depth: int) -> str:
        pick = self.random.random()
        if pick < 0.25:
            op = self.random.choice(["+", "-"])
            return f"({self.draw('money', depth)} {op} {self.draw('money', depth)})"
        if pick < 0.35:
            return f"({self.draw('money', depth)} * {self.draw('int', depth)})"
        if pick < 0.45:
            return f"({self.draw('money', depth)} // {self.draw('int', depth)})"
        if pick < 0.55:
            return f"muldiv({self.draw('money', depth)}, 比例, 10000)"
        if pick < 0.6:
            parts = ", ".join(self.draw("money", depth) for _ in range(3))
            return f"muldiv({parts})"
        if pick < 0.7:
            return f"band(高龄标准, {self.draw('int', depth)})"
        if pick < 0.75 and self.is_person:
            return self.random.choice(["lookup(助学标准, 就学阶段)", "lookup(空表, 民族)"])
        if pick < 0.85 and not self.inside:
            op = self.random.choice(["total", "total", "largest"])
            return self.aggregate(op, "money", depth)
        return self.either("money", depth)

    def date(self, depth: int) -> str:
        if self.random.random() < 0.3:
            return f"lookup(等级日期, {self.draw('int', depth)})"
        if self.random.random() < 0.3 and not self.inside:
            return self.aggregate("largest", "date", depth)
        return self.either("date", depth)

    def either(self, kind: str, depth: int) -> str:
        if self.random.random() < 0.5:
            return self.choose(kind, depth)
        op = self.random.choice(["min", "max"])
        parts = ", ".join(self.draw(kind, depth) for _ in range(self.random.randint(2, 3)))
        return f"{op}({parts})"


def value(random: Random, kind: str, values: tuple[str, ...]):
    """A plausible value of a fact, edges among them."""
    match kind:
        case "bool":
            return random.random() < 0.5
        case "int":
            return random.choice([0, 1, 2, 3, 4, 59, 60, 180, -5, 10**7])
        case "money":
            return random.choice([0, 1, 2500, 73999, 74000, 74001, -1200, 10**11])
        case "date":
            edges = [date(1936, 2, 29), date(1960, 2, 29), date(2024, 2, 29), date(2026, 3, 1)]
            return random.choice([*edges, date(1920, 1, 1) + timedelta(random.randrange(40000))])
        case "enum":
            return random.choice(values)
        case "code":
            return random.choice(["510811100001", "510802001001", "510104000000"])
        case _:
            return random.choice(["汉族", "羌族", "它'族"])


def facts_of(random: Random, entity: str, known: float):
    return {
        each.name: value(random, each.type, each.values)
        for each in FACTS
        if each.entity == entity and random.random() < known
    }


def registry(random: Random, members: int, known: float = 0.7) -> Household:
    """A registry view whose living and registered households cross each other."""
    homes = max(1, members // 3)
    living = sorted(random.randrange(homes) for _ in range(members))
    registered = [homes + random.randrange(homes) for _ in range(members)]
    return Household(
        members=[facts_of(random, "person", known) for _ in range(members)],
        living={each: facts_of(random, "living", known) for each in sorted(set(living))},
        registered={
            each: facts_of(random, "registered", known) for each in sorted(set(registered))
        },
        living_ids=living,
        registered_ids=registered,
    )


def family(random: Random, known: float = 0.7) -> Household:
    """One person's view: one to four members who share both households."""
    return Household(
        members=[facts_of(random, "person", known) for _ in range(random.randint(1, 4))],
        living=facts_of(random, "living", known),
        registered=facts_of(random, "registered", known),
    )
