"""What scenarios share: officers fill a figure, lists of holders come in, the ledger stands on today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.county.small_county import identity_number, the_pack
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.registry.models import Person
from zhaohui.packs import rulebook


class Desk:
    """A department at work: two officers fill figures, lists of holders come in by the command line."""

    def __init__(self, client, check, run, folder: Path, callbacks) -> None:
        self.client, self.check, self.run = client, check, run
        self.folder, self.callbacks = folder, callbacks
        self.clerk = officer("department-officer", the_pack().code, name="clerk")
        self.reviewer = officer("reviewer", the_pack().code, name="reviewer")
        client.force_login(self.clerk)

    def fill(self, name: str, value: Any, *, start: dt.date | None = None) -> None:
        """One officer proposes the value of a gap with its document, another approves it."""
        versions = current_pack().parameter(name).versions
        gap = next((version for version in versions if version.gap), versions[0])
        written: dict[str, Any] = {"value": value}
        if isinstance(value, dict):
            written = {f"key{n}": key for n, key in enumerate(value)}
            written |= {f"value{n}": cell for n, cell in enumerate(value.values())}
        form = {
            "area": gap.area, "start": (start or gap.start).isoformat(), **written, "unit_ok": "on",
            "title": "模拟待遇标准通知", "doc_no": "模拟〔2026〕8号", "read_in": "original",
            "words": "按通知填写", "save": "on",
        }  # fmt: skip
        with self.callbacks(execute=True):
            self.client.force_login(self.clerk)
            place = self.client.post(f"/office/parameters/{name}/propose/", form)["Location"]
            self.client.force_login(self.reviewer)
            self.client.post(f"{place}approve/", {"compared": "on"})
            self.client.force_login(self.clerk)

    def bring_list(
        self, rule: str, holders: Iterable[tuple[Person, str]], *, since: str = "", until: str = ""
    ) -> None:
        """`zhaohui ledger holdings`: who holds a benefit by the department's list, with 元."""
        rows = [f"{identity_of(person)},{yuan},{since},{until}" for person, yuan in holders]
        file = self.folder / f"{rule}.csv"
        file.write_text(
            "\n".join(["身份证号,金额,起始日期,截止日期", *rows]) + "\n", encoding="utf-8"
        )
        said = ["--rule", rule, "--department", "模拟", "--synthetic"]
        self.run("ledger", "holdings", str(file), *said, "--date", county_today().isoformat())


def identity_of(person: Person) -> str:
    """The number on the small county's card of a person."""
    born = dt.date(1920, 1, 1) + dt.timedelta(days=person.pk * 37 % 38_000)
    return identity_number(person.pk, born, "女")


def bring_ledger(*rules: str) -> None:
    """Evaluate everyone by some rules, as the night does by all: the ledger stands on today."""
    pack = current_pack()
    kept = [pack.rule(name).model_copy(update={"excludes": ()}) for name in rules]
    sweep_and_settle(pack, rulebook(replace(pack, rules=kept)), as_of=county_today())


def months_since(first: dt.date) -> int:
    """Return how many months lie between that of a day and the present one, without it."""
    today = county_today()
    return (today.year - first.year) * 12 + today.month - first.month
