"""Write a pack's table of simulated frequencies 模拟数据 anew from a synthetic county."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from pathlib import Path

from zhaohui.county.registry.county_spec import county_spec
from zhaohui.engines.rules import tree
from zhaohui.engines.rules.derive_needs import names_in
from zhaohui.engines.synth import make_county
from zhaohui.engines.synth.frequencies import value_shares
from zhaohui.packs import Pack, default_pack, load, rulebook
from zhaohui.packs.frequencies import write_value

AS_OF = dt.date(2026, 1, 1)
RESIDENTS, SEED = 20_000, 20260101
COLUMNS = ("fact", "from_age", "value", "permille")


def asked(pack: Pack) -> set[str]:
    """Return the facts that some condition of a rule looks at."""
    roots: list[tree.Node] = [
        condition.code.node
        for compiled in rulebook(pack).rules.values()
        for condition in compiled.conditions
    ]
    return set(names_in(*roots))


def rows(pack: Pack) -> list[tuple[str, str, str, str]]:
    """Return the table's rows in the dictionary's order."""
    spec = county_spec(pack, as_of=AS_OF)
    kinds = {fact.name: fact.type for fact in pack.facts}
    names = asked(pack)
    county = make_county(spec, residents=RESIDENTS, seed=SEED)
    shares = value_shares(county, [fact for fact in spec.facts if fact.name in names], AS_OF)
    return [
        (
            each.fact,
            "" if each.from_age is None else str(each.from_age),
            write_value(kinds.get(each.fact, "int"), each.value),
            str(each.permille),
        )
        for each in shares
    ]


def main() -> None:
    """Write the table of the pack in the folder named, or of the only one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default_pack()
    path = folder / "calibration" / "simulated_frequencies.csv"
    made = rows(load(folder))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(made)


if __name__ == "__main__":
    main()
