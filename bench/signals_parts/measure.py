"""Make the county, look at its signals over nights, hold a sample to the interpreter; print rows as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
import tempfile
import time
from typing import Any

RESIDENTS = int(os.environ.get("ZHAOHUI_BENCH_RESIDENTS", "250000"))
HELD, CHANGED, SEED = 2_000, 0.01, 20260501
PROMISE_S = 30.0


def main() -> None:
    """Measure on SQLite in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHAOHUI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhaohui.county.settings.embedded"
        print(json.dumps(rows()))


def rows() -> list[dict[str, Any]]:
    """Return the rows of three nights and of the sample."""
    people = make()
    from zhaohui.clock import county_today
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.signals.actions.run_signals import run_signals

    who, today = system_actor("bench"), county_today()
    found = []
    for case, days in (("first night", 0), ("quiet night", 1), ("one in a hundred changed", 2)):
        if days == 2:
            change()
        night = today + dt.timedelta(days=days)
        began, cpu = time.perf_counter(), time.process_time()
        done = run_signals(who, today=night)
        seconds = time.perf_counter() - began
        found.append(
            {
                "case": case,
                "ours": round(seconds, 2),
                "cpu": round(time.process_time() - cpu, 2),
                "people": people,
                "raised": done["raised"],
                "cleared": done["cleared"],
                "least": PROMISE_S,
                "why": "the promise is compared, and a plain loop below",
            }
        )
        print(f"{case}: {seconds:.1f} s, raised {done['raised']:,}", file=sys.stderr)
    return [*found, sample(today + dt.timedelta(days=2), found[1]["ours"])]


def make() -> int:
    """Make and load the synthetic county 模拟数据; return how many people it has."""
    from zhaohui.cli.seed import first_of_month, load_tables
    from zhaohui.cli.seed import make as make_county
    from zhaohui.packs import default_pack, load

    pack = load(default_pack())
    day = first_of_month()
    county = make_county(pack, RESIDENTS, seed=1, day=day, progress=lambda *_: None)
    load_tables(pack, county, day, replace=False, progress=lambda *_: None)
    return int(county.persons.num_rows)


def change() -> None:
    """Turn the insurance and the work of one person in a hundred."""
    from zhaohui.county.registry.models import Person

    draw = random.Random(SEED)
    keys = [pk for pk in Person.objects.values_list("pk", flat=True) if draw.random() < CHANGED]
    for at in range(0, len(keys), 10_000):
        part = Person.objects.filter(pk__in=keys[at : at + 10_000])
        part.filter(medical_insurance="未参保").update(medical_insurance="居民")
        part.filter(employment="务农").update(employment="失业", in_resident_pension=False)


def sample(night: dt.date, quiet: float) -> dict[str, Any]:
    """Compare levels of sampled households with the interpreter's, and say what the whole would take it."""
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.models import Household, Person
    from zhaohui.county.signals.check import interpreted
    from zhaohui.county.signals.models import Standing

    pack, draw = current_pack(), random.Random(SEED)
    homes = list(Household.objects.filter(kind="living").values_list("pk", flat=True))
    chosen = set(draw.sample(homes, min(HELD, len(homes))))
    people = set(Person.objects.filter(living__in=chosen).values_list("pk", flat=True))
    began = time.perf_counter()
    told = interpreted(pack, night, living=chosen)
    whole = (time.perf_counter() - began) * len(homes) / len(chosen)
    wrong = 0
    for row in (row for row in pack.signals if row.is_about_people):
        ids = people if row.watch.kind == "persons" else chosen
        stands = Standing.objects.filter(signal=row.id).values_list("subject", "level", "raised_on")
        levels, resting = {}, set()
        for subject, level, raised_on in stands:
            if int(subject[2:]) not in ids:
                continue
            if level:
                levels[subject] = level
            elif any(raised_on):
                resting.add(subject)  # in its cool-down: met again and not told
        expected = {key: n for key, n in told[row.id].levels.items() if key not in resting}
        wrong += sum(levels.get(key) != n for key, n in expected.items() if not row.levels[0].stays)
    return {
        "case": f"{len(chosen):,} households by the interpreter",
        "ours": quiet,
        "peer": round(whole, 1),
        "ratio": round(whole / quiet, 2),
        "agree": wrong == 0,
        "people": len(people),
        "wrong": wrong,
    }


if __name__ == "__main__":
    main()
