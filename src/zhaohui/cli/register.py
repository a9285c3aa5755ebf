"""`zhaohui register`: bring records of a register in from a file, write them out, list the registers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.whole_file import write_whole

if TYPE_CHECKING:
    from zhaohui.county.accounts.actor import Actor
    from zhaohui.packs import Pack

FAULTS = 1


@click.group(short_help="records of the pack's registers: list, import, export")
def command() -> None:
    """Keep the registers 台账 of the pack from the command line."""


@command.command("list")
@json_option
def list_verb(*, as_json: bool) -> None:
    """List the registers with how many records each has, and how many break a quality rule."""
    _actor, pack = _start("list")
    from zhaohui.county.registers.counts import totals

    found = totals()
    rows = [
        {
            "register": row.id, "name": row.name, "domain": row.domain, "subject": row.subject,
            "fields": len(row.fields), "records": found.get(row.id, (0, 0))[0],
            "faulty": found.get(row.id, (0, 0))[1], "public": row.public.show if row.public else "",
        }
        for row in pack.registers
    ]  # fmt: skip
    emit(
        {"registers": rows},
        as_json=as_json,
        text=lambda: "\n".join(
            f"{row['register']:28}{row['records']:>9,} records, {row['faulty']:,} faulty  {row['name']}"
            for row in rows
        ),
    )


@command.command("import")
@click.argument("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="say what the file would do, and stop")
@click.option("--skip-bad", is_flag=True, help="take in the good rows of a file with bad ones")
@json_option
def import_verb(*, register: str, file: Path, dry_run: bool, skip_bad: bool, as_json: bool) -> int:
    """Take the rows of FILE (XLSX or CSV) into REGISTER; the same file twice changes nothing.

    Exit code 1 where a row is wrong; without --skip-bad nothing is stored then.
    """
    actor, pack = _start("import")
    from zhaohui.county.registers.actions.preview_import import preview_import
    from zhaohui.county.registers.actions.run_import import drop_import, run_import

    row = _register(pack, register)
    made = preview_import(actor, row, name=file.name, content=file.read_bytes())
    is_bad = bool(made.report["bad"])
    if dry_run or (is_bad and not skip_bad):
        made = drop_import(actor, row, made.pk)
    else:
        made = run_import(actor, row, made.pk, skips_bad=skip_bad)
    answer = {"register": register, "rows": made.rows, "state": made.state, **made.report}
    emit(answer, as_json=as_json, text=lambda: _import_text(answer))
    return FAULTS if is_bad else 0


@command.command("export")
@click.argument("register")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="the file to write")
@click.option("--purpose", required=True, help="what the file is for; the audit log keeps it")
@json_option
def export_verb(*, register: str, out: Path, purpose: str, as_json: bool) -> None:
    """Write the records of REGISTER as XLSX or CSV, without what is sealed; the audit log tells it."""
    actor, pack = _start("export")
    from zhaohui.county.registers.actions.export_records import export_records

    kind = out.suffix.lower().lstrip(".")
    content, number = export_records(actor, _register(pack, register), kind=kind, purpose=purpose)
    write_whole(out, content)
    answer = {"register": register, "rows": number, "file": str(out)}
    emit(answer, as_json=as_json, text=lambda: f"{number:,} records of {register} in {out}")


def _register(pack: Pack, register: str) -> Any:
    from zhaohui.county.registers.errors import ImportRefused

    try:
        return pack.register(register)
    except KeyError:
        hint = "`zhaohui register list` names them."
        raise ImportRefused(f"The pack has no register {register}.", hint=hint) from None


def _import_text(answer: dict[str, Any]) -> str:
    lines = [f"row {number}: {said}" for number, said in answer["wrong"]]
    lines.append(
        f"{answer['rows']:,} rows: {answer['new']:,} new, {answer['change']:,} changed, "
        f"{answer['same']:,} the same, {answer['bad']:,} wrong ({answer['state']})"
    )
    return "\n".join(lines)


def _start(verb: str) -> tuple[Actor, Pack]:
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.county.catalog.queries import current_pack

    publish_overlay()
    return system_actor(f"zhaohui register {verb}"), current_pack()


def make_records(progress: Callable[[str, float], None] | None = None) -> int:
    """Return how many synthetic records were made; none beside real people."""
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registers.actions.make_demonstration import make_demonstration
    from zhaohui.county.registry.queries import has_real_people

    if has_real_people():
        return 0
    return make_demonstration(system_actor("zhaohui seed"), current_pack(), progress=progress)
