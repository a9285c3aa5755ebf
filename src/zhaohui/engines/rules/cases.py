"""Law cases on a back-end: what each expects, what comes out, and the differences."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.household import Household, merge
from zhaohui.engines.rules.results import NO, Finding
from zhaohui.engines.rules.rulebook import Rulebook

BACKENDS = ("interpreter", "duckdb", "native", "spark")
FIELDS = ("status", "amount_fen", "reasons", "needs", "stale")
COLUMNS = ("status", "amount_fen", "reasons", "needs")  # what a sweep keeps of a yes or an unknown


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that came out otherwise: `field` of `rule` is `actual`, not `expected`."""

    rule: str
    case: str
    backend: str
    field: str
    expected: object
    actual: object

    def __str__(self) -> str:
        return (
            f"rule {self.rule}, case {self.case}, {self.backend}: "
            f"{self.field} is {self.actual!r}, not {self.expected!r}"
        )


def run_cases(
    book: Rulebook, rule_cases: Iterable[Mapping[str, Any]], backend: str = "interpreter"
) -> list[Difference]:
    """Evaluate law cases on one of BACKENDS and return what differs from `expect`.

    A case has `rule`, `name`, `as_of`, `expect` (status, amount_fen, reasons, needs, stale: those
    given are compared) and either `facts` of one person and her households, or `members` with
    `living` (or `household`) and `registered`; `member` of expect is the index, 0 when absent.
    Values are the engine's: money in fen, dates as dates.
    """
    cases = list(rule_cases)
    for case in cases:
        if unknown := set(case["expect"]) - {*FIELDS, "member"}:
            words = f"case {case['name']} expects {sorted(unknown)}"
            raise FactError(f"{words}.", hint=f"It may expect {', '.join(FIELDS)} and member.")
    households = [case_household(book, case) for case in cases]
    findings = _interpret(book, cases, households)
    if backend != "interpreter":
        findings = _sweep(book, cases, households, findings, backend)
    return [
        Difference(case["rule"], case["name"], backend, name, wanted, getattr(finding, name))
        for case, finding in zip(cases, findings, strict=True)
        for name, wanted in case["expect"].items()
        if name != "member"
        and (backend == "interpreter" or name in COLUMNS)
        and _plain(wanted) != _plain(getattr(finding, name))
    ]


def case_household(book: Rulebook, case: Mapping[str, Any]) -> Household:
    """The household that a case states; `facts` are sorted to the person and her households."""
    homes: dict[str, dict[str, Any]] = {
        "person": {},
        "living": dict(case.get("living") or case.get("household") or {}),
        "registered": dict(case.get("registered") or {}),
    }
    for name, value in (case.get("facts") or {}).items():
        fact = book.facts.get(name)
        homes[fact.entity if fact else "person"][name] = value
    members = [dict(each) for each in case.get("members") or [homes["person"]]]
    return Household(members, homes["living"], homes["registered"])


def _interpret(
    book: Rulebook, cases: Sequence[Mapping[str, Any]], households: Sequence[Household]
) -> list[Finding]:
    found = []
    for case, household in zip(cases, households, strict=True):
        member = None if _is_household(book, case["rule"]) else case["expect"].get("member", 0)
        answers = book.evaluate(household, case["as_of"], [case["rule"]])
        found.append(next(each for each in answers if each.member == member))
    return found


def _sweep(
    book: Rulebook,
    cases: Sequence[Mapping[str, Any]],
    households: Sequence[Household],
    findings: Sequence[Finding],
    backend: str,
) -> list[Finding]:
    """The same findings with status and amount as a sweep of all households of a date gives them."""
    swept: dict[int, Finding] = {}
    for as_of in sorted({case["as_of"] for case in cases}):
        chosen = [index for index, case in enumerate(cases) if case["as_of"] == as_of]
        wanted = {findings[index].rule for index in chosen}
        few = replace(book, rules={name: book.rules[name] for name in book.rules if name in wanted})
        # Compiled rules are kept by their text: the whole book is compiled once for all dates.
        asked = book if backend == "native" else few
        view = merge([households[index] for index in chosen])
        found = sweep_findings(asked, view, as_of, backend)
        first = 0
        for number, index in enumerate(chosen):
            rule, member = findings[index].rule, findings[index].member
            key = 2 * number + (book.rule(rule).rule.group == "registered")
            subject = first + member if member is not None else key
            in_kind = book.rule(rule).amount is None
            answer = found.answers.get((rule, subject))
            if answer is None:  # a no keeps no reasons: the interpreter gives them when asked
                amount = None if in_kind else 0
                swept[index] = replace(findings[index], status=NO, amount_fen=amount, needs=())
            else:
                swept[index] = replace(findings[index], **answer)
            first += len(households[index].members)
    return [swept[index] for index in range(len(cases))]


@dataclass(frozen=True, slots=True)
class SweptFindings:
    """A sweep's answers by rule and member or household id, and each household's next day.

    An answer has the fields COLUMNS of a finding; a pair that is absent is a no, a household of a
    kind that is absent never changes by itself.
    """

    answers: Mapping[tuple[str, int], dict[str, Any]]
    due: Mapping[tuple[str, int], date]


def sweep_findings(
    book: Rulebook, registry: Household, as_of: date, backend: str = "duckdb"
) -> SweptFindings:
    """Sweep a registry view (see `merge`) by `duckdb`, `native` or `spark`."""
    from zhaohui.engines.rules.backends.choice import sweeper
    from zhaohui.engines.rules.backends.snapshot import read_due, read_findings, write_snapshot

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_snapshot(book, registry, folder)
        sweeper(backend)(book, folder, as_of, folder / "out")
        rows, due = read_findings(folder / "out"), read_due(folder / "out")
    answers = {}
    for row in rows:
        derived = book.derived(row["rule"])
        subject = row["household_id" if _is_household(book, row["rule"]) else "person_id"]
        answers[row["rule"], subject] = {
            "status": row["status"],
            "amount_fen": row["amount_fen"],
            "reasons": derived.codes(row["reasons"]),
            "needs": derived.named(row["needs"]),
        }
    return SweptFindings(answers, due)


def _is_household(book: Rulebook, rule_id: str) -> bool:
    return book.rule(rule_id).rule.subject == "household"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list | tuple) else value
