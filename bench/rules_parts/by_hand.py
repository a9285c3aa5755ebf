"""The shared rules by hand in numpy: what a programmer reaches who knows the rules, the data and the day.

No rule file, no dates of parameters, no reasons, no unknown: a lower bound for vectorised code, not a product.
Int64 throughout; whole households in blocks that stay in the processor's cache; amounts of the chosen only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.rules_parts.frame import Findings, Frame
from bench.rules_parts.shared import AS_OF, read

BLOCK = 100_000
URBAN, RURAL = 74_000, 53_000
Add = Callable[..., None]
DAY = np.datetime64(AS_OF, "D")


def sweep(snapshot: Path, out: Path) -> int:
    """Evaluate everyone and write findings.parquet; return the number of persons."""
    frame = Frame.read(snapshot)
    findings = Findings(out / "findings.parquet", [each["id"] for each in read()["rules"]])
    for block in frame.blocks(BLOCK):
        Block(block, findings).evaluate()
    findings.close()
    return len(frame.household_of)


class Block:
    """Some households: what several rules share, then the rules by subject."""

    def __init__(self, frame: Frame, findings: Findings) -> None:
        self.frame, self.findings = frame, findings
        self.p, self.h, self.home = frame.persons, frame.households, frame.household_of
        self.age = _ages(self.p["birth"])
        self.size = np.diff(np.r_[frame.first, len(self.home)])
        self.income = np.add.reduceat(self.p["income"], frame.first) + self.h["other_income"]
        self.standard = np.where(self.any(self.p["hukou_kind"] == 1), URBAN, RURAL)
        need = self.standard * self.size
        self.is_minimum = self.income < need
        self.is_low = self.income < need * 3 // 2
        self.low = self.is_low[self.home]
        self.minimum = self.is_minimum[self.home]
        self.disability = self.p["disability"]
        self.severe = (self.disability == 1) | (self.disability == 2)

    def any(self, of_persons: Any) -> Any:
        return np.logical_or.reduceat(of_persons, self.frame.first)

    def person(self, rule: str, due: Any, amount: Any) -> None:
        chosen = np.flatnonzero(due)
        self.findings.add(
            self.frame, rule, "person", chosen, amount(chosen) if callable(amount) else amount
        )

    def household(self, rule: str, due: Any, amount: Any = None) -> None:
        chosen = np.flatnonzero(due)
        self.findings.add(
            self.frame, rule, "household", chosen, amount(chosen) if callable(amount) else amount
        )

    def evaluate(self) -> None:
        self.households()
        self.hardship()
        self.children()
        self.pupils()
        self.workers()
        self.elders()
        self.ill()

    def households(self) -> None:
        size, income, standard = self.size, self.income, self.standard
        assets = self.h["assets_ok"]
        poor = self.is_minimum & assets
        spared = self.any(~self.p["destitute"])
        self.household("minimum-living", poor & spared, lambda i: standard[i] * size[i] - income[i])
        self.household("near-minimum", ~self.is_minimum & self.is_low & assets)
        self.household("electricity", poor, 780)
        area, work = self.h["floor_area"], self.p["work"]
        lacking = 13 * size - area
        rent = self.h["renting"] & (income < 200_000 * size) & (lacking > 0)
        self.household("rent", rent, lambda i: np.minimum(50_000, 800 * lacking[i]))
        seeking = self.any((work == 2) & (self.age >= 16) & (self.age < 60))
        self.household("nobody-employed", seeking & ~self.any(work == 1))
        self.household("empty-nest", ~self.any(self.age < 60), lambda i: 2_000 * size[i])

    def hardship(self) -> None:
        destitute, care, standard = self.p["destitute"], self.p["care"], self.standard
        home, disability = self.home, self.disability
        self.person("destitute-living", destitute, lambda i: standard[home[i]] * 13 // 10)
        by_care = np.array([0, 30_000, 60_000, 100_000])
        self.person("destitute-care", destitute & (care != 0), lambda i: by_care[care[i]])
        living = self.severe & self.low & ~destitute & ~self.p["orphan"]
        self.person("disabled-living", living, 11_000)
        by_level = np.array([0, 12_000, 10_000, 6_000, 0])
        cared = (disability >= 1) & (disability <= 3) & ~destitute
        self.person("disabled-care", cared, lambda i: by_level[disability[i]])
        veteran = self.p["veteran"]
        kinds = np.array([0, 260_000, 290_000, 230_000, 110_000])
        self.person("veteran", veteran != 0, lambda i: kinds[veteran[i]])
        self.person(
            "old-veteran", (veteran >= 3) & (self.age >= 60),
            lambda i: np.minimum(30_000, 1_000 * (self.age[i] - 59)),
        )  # fmt: skip

    def children(self) -> None:
        orphan, age = self.p["orphan"], self.age
        able = self.any((age >= 18) & ~self.severe)
        minor = age < 18
        self.person("orphan", orphan & minor, 130_000)
        self.person("child-in-hardship", minor & ~orphan & ~able[self.home], 65_000)
        self.person("infant", age < 3, 30_000)
        here = self.p["hukou"] // 100 == 5108
        self.person("birth", self.p["pregnant"] & here, 80_000)

    def pupils(self) -> None:
        school, low = self.p["school"], self.low
        home, income, size = self.home, self.income, self.size

        def per_head(chosen: Any) -> Any:
            return income[home[chosen]] // size[home[chosen]]

        def grant(chosen: Any) -> Any:
            return np.array([40_000, 30_000, 15_000])[
                np.digitize(per_head(chosen), [40_000, 70_000])
            ]

        self.person("kindergarten", (school == 1) & low, 12_500)
        self.person(
            "compulsory-school", ((school == 2) | (school == 3)) & low,
            lambda i: np.where(school[i] == 2, 12_500, 15_000),
        )  # fmt: skip
        self.person("high-school", (school == 4) & low, grant)
        rural = self.p["hukou_kind"] == 0
        self.person("vocational-school", (school == 5) & (rural | low), 20_000)
        self.person(
            "university", (school == 6) & low, lambda i: np.clip(90_000 - per_head(i), 0, 37_000)
        )

    def workers(self) -> None:
        jobless, age, sex = self.p["work"] == 2, self.age, self.p["sex"]
        insured = self.p["insured_months"]
        months = np.array([0, 3, 6, 12, 18, 24])
        allowed = months[np.searchsorted([12, 24, 36, 60, 120], insured, side="right")]
        entitled = jobless & (insured >= 12) & (self.p["jobless_months"] < allowed) & (age < 60)
        self.person("unemployment", entitled, 160_000)
        old = ((sex == 1) & (age >= 50)) | ((sex == 0) & (age >= 40))
        hard = old | (self.disability != 0) | self.minimum
        self.person("hard-to-place", jobless & (age >= 16) & (age < 60) & hard, 90_000)

    def elders(self) -> None:
        age, insured, care = self.age, self.p["insured_months"], self.p["care"]
        old = age >= 60
        great = (self.p["hukou"] // 10_000 == 51) & (age >= 80)
        self.person("great-age", great,
                    lambda i: np.array([3_000, 10_000, 30_000])[np.digitize(age[i], [90, 100])])  # fmt: skip
        need = old & (care >= 2) & self.low & ~self.p["destitute"] & ~self.severe
        self.person("elder-care", need, lambda i: np.array([0, 0, 20_000, 40_000])[care[i]])
        self.person("only-child", self.p["only_child"] & old, 8_000)
        pension = old & (insured >= 180) & (self.p["work"] != 3)
        self.person(
            "basic-pension", pension,
            lambda i: 14_500
            + np.array([0, 2_000, 4_500])[np.digitize(insured[i], [240, 300])]
            + (age[i] >= 65) * 1_000,
        )  # fmt: skip

    def ill(self) -> None:
        cost, destitute, minimum = self.p["medical_cost"], self.p["destitute"], self.minimum
        threshold = np.where(destitute | minimum, 0, 200_000)

        def aid(chosen: Any) -> Any:
            share = np.where(destitute[chosen], 9, np.where(minimum[chosen], 7, 6))
            return np.minimum(5_000_000, (cost[chosen] - threshold[chosen]) * share // 10)

        self.person("medical-aid", self.low & (cost > threshold), aid)
        from_fen = np.where(self.low, 600_000, 1_200_000)

        def insurance(chosen: Any) -> Any:
            paid = cost[chosen]
            first = np.maximum(0, np.minimum(paid, 3_000_000) - from_fen[chosen]) * 6 // 10
            second = (np.clip(paid, 3_000_000, 6_000_000) - 3_000_000) * 7 // 10
            return first + second + np.maximum(0, paid - 6_000_000) * 8 // 10

        self.person("serious-illness", cost > from_fen, insurance)


def _ages(birth: Any) -> Any:
    """Full years: of two dates' months and days only the order counts."""
    year = birth.astype("datetime64[Y]")
    years = DAY.astype("datetime64[Y]").astype(int) - year.astype(int)
    month = birth.astype("datetime64[M]")
    in_year = month.astype(int) % 12 * 32 + (birth - month).astype(int)
    return years - (in_year > (AS_OF.month - 1) * 32 + AS_OF.day - 1)
