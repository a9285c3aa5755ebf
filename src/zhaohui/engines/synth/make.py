"""Make a synthetic county 模拟数据 from a spec, a size and a seed."""

from __future__ import annotations

import pyarrow as pa

from zhaohui.engines.synth.bodies import add_health
from zhaohui.engines.synth.circumstances import add_circumstances
from zhaohui.engines.synth.compare import report_table
from zhaohui.engines.synth.family_facts import add_family_facts
from zhaohui.engines.synth.hardship import add_hardship
from zhaohui.engines.synth.insurance import add_insurance
from zhaohui.engines.synth.labour import add_labour
from zhaohui.engines.synth.margins import Margins
from zhaohui.engines.synth.scene import Scene, build_scene
from zhaohui.engines.synth.schooling import add_schooling
from zhaohui.engines.synth.service_records import add_service_records
from zhaohui.engines.synth.spec import County, CountySpec, Progress
from zhaohui.engines.synth.streams import Streams
from zhaohui.engines.synth.supply import make_supply
from zhaohui.engines.synth.tables import household_table, person_table
from zhaohui.engines.synth.targets import aim

STEPS = (
    ("families", add_family_facts),
    ("health", add_health),
    ("schooling", add_schooling),
    ("labour", add_labour),
    ("hardship", add_hardship),
    ("insurance", add_insurance),
    ("service records", add_service_records),
    ("circumstances", add_circumstances),
)


def make_county(
    spec: CountySpec, *, residents: int, seed: int, progress: Progress | None = None
) -> County:
    """Return a county of `residents` people and all who are registered there but live elsewhere.

    The same spec, size and seed give the same bytes. Published margins are met to rounding;
    everything else comes from `assumptions` and is no fact. `progress(step, share)` is called
    with shares from 0 to 1. Raises `SynthError` for a spec no county can be made of.
    """
    tell = progress or (lambda _step, _share: None)
    spec.check(residents)
    tell("people", 0.0)
    scene = make_scene(spec, residents=residents, seed=seed, progress=tell)
    tell("tables", 0.7)
    organisations, facilities = make_supply(scene)
    persons, households = person_table(scene), household_table(scene)
    report = report_table(scene, facilities, persons, households)
    tell("done", 1.0)
    return County(
        persons=persons,
        households=households,
        organisations=organisations,
        facilities=facilities,
        report=report,
        notes=notes(report),
    )


def make_scene(spec: CountySpec, *, residents: int, seed: int, progress: Progress) -> Scene:
    """Return everyone with all facts, before tables are made and facts left out."""
    targets = aim(Margins(spec.margins, spec.name), residents)
    scene = build_scene(spec, targets, Streams(seed))
    for place, (step, add) in enumerate(STEPS):
        progress(step, 0.3 + 0.4 * place / len(STEPS))
        add(scene)
    return scene


def notes(report: pa.Table) -> tuple[str, ...]:
    """Return a sentence on each column that stayed empty."""
    empty = [
        name.split("：", 1)[1] for name in report["margin"].to_pylist() if name.startswith("未生成")
    ]
    if not empty:
        return ()
    return (f"Nobody makes these facts yet; they are empty: {', '.join(empty)}.",)
