"""`zhaohui snapshot`: write the registry as columns."""

from __future__ import annotations

import click

from zhaohui.cli.report import emit, json_option


@click.command(short_help="write the registry as columns")
@json_option
def command(*, as_json: bool) -> None:
    """Write persons and households as Parquet under the data folder, without identities.

    The folder is named by the content's hash: the same registry gives the same folder.
    """
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.progress import progress_bar

    start_county()
    from zhaohui.county.registry.actions.write_snapshot import write_snapshot

    with progress_bar("snapshot") as progress:
        snapshot = write_snapshot(progress=progress)
    answer = {
        "folder": str(snapshot.folder),
        "hash": snapshot.hash,
        "persons": snapshot.persons,
        "households": snapshot.households,
        "synthetic": snapshot.is_synthetic,
    }
    mark = "  模拟数据" if snapshot.is_synthetic else ""
    emit(
        answer,
        as_json=as_json,
        text=lambda: (
            f"{snapshot.persons:,} people in {snapshot.households:,} households{mark}: {snapshot.folder}"
        ),
    )
