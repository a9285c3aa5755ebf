"""`zhaohui offers`: check a published allotment, write its files, make the synthetic offers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError


class NotHolding(ZhaohuiError):
    """A published allotment does not hold; the sentence says where."""

    code = "allotment-wrong"
    exit_code = 1


@click.group(short_help="check a published allotment, write its files, make synthetic offers")
def command() -> None:
    """Offers 供给 and their allotment in public."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
def verify(*, folder: Path, as_json: bool) -> None:
    """Recompute a round from the files in FOLDER; needs no database. The portal gives the same program away."""
    from zhaohui.engines.matching import verify_allotment

    try:
        said = verify_allotment.verify(folder)
    except verify_allotment.Wrong as wrong:
        raise NotHolding(
            f"{folder} does not hold: {wrong}.", hint="Ask who published it; keep the files."
        ) from None
    except (OSError, KeyError, ValueError) as error:
        raise ZhaohuiError(
            f"{folder} can't be read: {type(error).__name__}: {error}.",
            hint="Download all files of the round into one folder.",
        ) from None
    emit({"ok": True, "steps": said}, as_json=as_json, text=lambda: "\n".join([*said, "all holds"]))


@command.command()
@click.argument("run", type=int)
@click.argument("folder", type=click.Path(path_type=Path))
def files(*, run: int, folder: Path) -> None:
    """Write the published files of round RUN into a new FOLDER, with the program that checks them; all or nothing."""
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.seed import require_empty

    start_county()
    from zhaohui.county.accounts.errors import NotVisible
    from zhaohui.county.offers.queries import public_run
    from zhaohui.engines.matching import verify_allotment

    require_empty(folder)
    try:
        texts = public_run(run).texts
    except NotVisible:
        raise ZhaohuiError(f"There is no round {run}.", hint="The portal lists them.") from None
    program, part = Path(verify_allotment.__file__), folder.with_name(f"{folder.name}.part")
    try:
        part.mkdir(parents=True)
        for name, text in {**texts, program.name: program.read_text("utf-8")}.items():
            (part / name).write_text(text, encoding="utf-8", newline="")
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    click.echo(f"{len(texts)} files and the program: {folder}")


@command.command(name="demonstration")
@json_option
def demonstration(*, as_json: bool) -> None:
    """Make the synthetic offers 模拟数据 where everybody registered is synthetic and there are none."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    answer: dict[str, Any] = {"offers": make_offers()}
    emit(answer, as_json=as_json, text=lambda: f"{answer['offers']} synthetic offers 模拟数据")


def make_offers() -> int:
    """Return how many synthetic offers were made."""
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.offers.actions.make_demonstration import make_demonstration
    from zhaohui.county.registry.queries import has_real_people

    if has_real_people():
        return 0
    return make_demonstration(system_actor("zhaohui seed"), current_pack())
