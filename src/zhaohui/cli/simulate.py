"""`zhaohui simulate`: what a reform would cost, who gains and who loses, over everyone."""

from __future__ import annotations

from pathlib import Path

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today


@click.command(short_help="try a reform on a copy, over everyone")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, *, as_json: bool) -> None:
    """Apply the reform in FILE (YAML, see docs/reference/reforms.md) to a copy of the pack and compare.

    Nothing is published and the pack stays as it is. Costs are given as decided totals, with how many
    answers are open and the bounds that these set; never as one sum. Counts and sums alone are printed.
    """
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.progress import progress_bar
    from zhaohui.packs.reading.records import read_reform

    reform = read_reform(file)
    start_county()
    from zhaohui.cli.simulate_text import as_text
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.county.entitlements.simulation.simulated import simulate_reform
    from zhaohui.packs import load_current
    from zhaohui.paths import data_folder

    publish_overlay()
    pack = load_current(data_folder())
    with progress_bar("simulate") as progress:
        answer = simulate_reform(pack, reform, today=county_today(), progress=progress)
    emit(answer, as_json=as_json, text=lambda: as_text(answer, pack))
