"""Make the county, plan some nights, hold a sample to the interpreter; print rows as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SERVER = "ZHAOHUI_TEST_DATABASE"
# As many residents as give a county of about 250,000 people with those who are away.
RESIDENTS = int(os.environ.get("ZHAOHUI_BENCH_RESIDENTS", "140000"))
SAMPLE_HOMES = 2_000
PROMISE_S = 30.0
SEED = 20261130
FIRST = dt.date(2026, 12, 1)
# Nights: the first one lays everything out; the next ones a day later, and before the busiest day.
NIGHTS = (
    ("first", FIRST),
    ("next", FIRST + dt.timedelta(days=1)),
    ("busiest", dt.date(2027, 5, 1)),
    ("after", dt.date(2027, 5, 2)),
)


def main() -> None:
    """Measure on the database that the environment names, else on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHAOHUI_DATA"] = folder
        address = os.environ.get(SERVER, "")
        if address:
            os.environ["ZHAOHUI_DATABASE"] = address
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhaohui.county.settings.embedded"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        people = make_people()
        suffix = "-postgresql" if address else ""
        rows = [night(f"{name}{suffix}", day) | {"people": people} for name, day in NIGHTS]
        rows[0] |= held(FIRST, people, Path(folder))
        rows[0]["ratio"] = round(rows[0]["peer"] / rows[0]["ours"], 1)
    print(json.dumps(rows))


def make_people() -> int:
    """Load a synthetic county; return how many people it has."""
    from zhaohui.cli.seed import DEPARTMENT, make
    from zhaohui.county.catalog.actions.load_pack import load_pack
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.actions.load_county import load_county
    from zhaohui.county.registry.models import Person

    pack = current_pack()
    load_pack(pack)
    county = make(pack, RESIDENTS, seed=1, day=FIRST, progress=lambda *_: None)
    load_county(county, as_of=FIRST, department=DEPARTMENT)
    people = Person.objects.count()
    print(f"{people:,} people", file=sys.stderr)
    return people


def night(case: str, day: dt.date) -> dict[str, Any]:
    """Plan one night; return its row."""
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.schedules.actions.plan_duties import plan_duties
    from zhaohui.county.schedules.models import Duty

    begun, cpu = time.perf_counter(), time.process_time()
    done = plan_duties(system_actor("bench"), current_pack(), day=day)
    took = time.perf_counter() - begun
    print(f"{case}: {took:.1f} s {done}", file=sys.stderr)
    return {
        "case": case,
        "ours": round(took, 2),
        "unit": "s",
        "cpu_s": round(time.process_time() - cpu, 2),
        "least": PROMISE_S,
        "reached": took < PROMISE_S,
        **done,
        "kept": Duty.objects.count(),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def held(day: dt.date, people: int, folder: Path) -> dict[str, Any]:
    """Compare the first night's duties of sampled households with the interpreter's."""
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.one_state import one_state
    from zhaohui.county.registry.models import Household, Person
    from zhaohui.county.schedules.actions.plan_duties import AHEAD_DAYS
    from zhaohui.county.schedules.models import Duty
    from zhaohui.county.schedules.planning.interpreted import interpreted
    from zhaohui.county.schedules.planning.subjects import write_answers

    pack, files = current_pack(), folder / "held"
    files.mkdir()
    with one_state():
        write_answers(pack, files, day)
    every = list(
        Household.objects.filter(kind="living").order_by("pk").values_list("pk", flat=True)
    )
    homes = random.Random(SEED).sample(every, min(SAMPLE_HOMES, len(every)))
    high = day + dt.timedelta(days=AHEAD_DAYS)
    begun = time.perf_counter()
    expected = interpreted(pack, files, day=day, high=high, homes=homes)
    took = time.perf_counter() - begun
    members = set(Person.objects.filter(living__in=homes).values_list("pk", flat=True))
    columns = ("schedule", "duty", "subject_id", "number", "opens", "due", "closes")
    # What the first night wanted: the later ones only added.
    rows = Duty.objects.filter(closes__gte=day, due__lte=high).values_list(*columns)
    found = {row for row in rows.iterator() if row[2] in members}
    whole = took * people / max(1, len(members))
    print(f"{len(members):,} people by the loop: {took:.1f} s", file=sys.stderr)
    return {
        "peer": round(whole, 1),
        "sampled_people": len(members),
        "sampled_duties": len(expected),
        "agree": found == expected,
    }


if __name__ == "__main__":
    main()
