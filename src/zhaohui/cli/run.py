"""`zhaohui run`: make whatever is missing, then serve the portal on this machine."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhaohui.clock import county_today
from zhaohui.errors import ZhaohuiError

if TYPE_CHECKING:
    from zhaohui.packs import Pack

HOST = "127.0.0.1"
LISTS = ("duties", "signals")  # steps of the night
Move = Callable[[str, float], None]


class PortTakenError(ZhaohuiError):
    """Another program listens on the port."""

    code = "port-taken"
    exit_code = 3


@click.command(short_help="make whatever is missing and serve the portal")
@click.option("--port", type=click.IntRange(1024, 65535), default=8000, show_default=True)
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), help="store this plan's text")
@click.option(
    "--residents", type=click.IntRange(1, 10_000_000), help="size of a new synthetic county"
)
@click.option("--no-serve", is_flag=True, help="prepare everything, then stop")
def command(*, port: int, plan_file: Path | None, residents: int | None, no_serve: bool) -> None:
    """Load the pack, make the synthetic county 模拟数据 if nobody is registered, sweep, serve.

    What is already there stays as it is; only what is missing or out of date is made.
    """
    if not no_serve:
        require_free(port)
    pack = ready_pack()
    if plan_file is not None:
        store_plan(plan_file, pack)
    ready_people(pack, residents)
    ready_findings()
    ready_contacts()
    ready_lists()
    ready_accounts(pack)
    if not no_serve:
        serve(port)


def require_free(port: int) -> None:
    """Refuse early, before minutes of work, a port that something else uses."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTakenError(
                f"Another program already listens on {HOST}:{port}.",
                hint="Stop it, or choose another: make run PORT=8080",
            ) from None


def ready_pack() -> Pack:
    """Return the pack after its check; its errors stop the start, each with file and line."""
    from zhaohui.packs import PackError, check, default_pack, load

    folder = default_pack()
    with step(f"pack 县包 {folder.name}"):
        errors = [problem for problem in check(folder) if problem.severity == "error"]
        if errors:
            first = errors[0]
            raise PackError(
                f"{first.place}: {first.message}"
                + (f" ({len(errors) - 1} more)" if len(errors) > 1 else ""),
                hint=first.hint or "zhaohui pack check lists them all.",
            )
        return load(folder)


def store_plan(file: Path, pack: Pack) -> None:
    """Keep the plan's text in the data folder."""
    from zhaohui.county.plans.actions.store_text import store_text
    from zhaohui.paths import data_folder

    with step("plan text 规划原文"):
        store_text(file, pack, folder=data_folder())


def ready_people(pack: Pack, residents: int | None) -> None:
    """Bring the tables up to date and fill an empty registry with synthetic people."""
    from zhaohui.cli.django_setup import start_county

    with step("database 数据库"):
        start_county(make_tables=True)
    from zhaohui.cli.seed import first_of_month, load_tables, make
    from zhaohui.county.registry.queries import has_people

    if has_people():
        return
    if missing := missing_for_people(pack, residents):
        click.echo(f"  no synthetic county 模拟数据: the pack names no {missing}", err=True)
        return
    with step("synthetic county 模拟数据") as move:
        day = first_of_month()
        county = make(pack, residents, seed=1, day=day, progress=move)
        load_tables(pack, county, day, replace=False, progress=move)


def missing_for_people(pack: Pack, residents: int | None) -> str:
    """Return what a new pack must still be given before people can be made, or nothing."""
    missing = [] if residents or pack.manifest.default_residents else ["number of residents"]
    missing += [] if pack.towns else ["towns"]
    missing += [] if pack.villages else ["villages"]
    return ", ".join(missing)


def ready_findings() -> None:
    """Evaluate everyone there is, where no published sweep is of this pack and of today.

    With the values that officers approved: their file is written again first, should a crash have
    kept it from being written.
    """
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.county.entitlements.actions.fill_ledger import fill_ledger
    from zhaohui.county.entitlements.queries import is_sweep_due
    from zhaohui.county.registry.queries import has_people
    from zhaohui.packs import load_current, rulebook
    from zhaohui.paths import data_folder

    publish_overlay()
    if not has_people():
        return
    pack, today = load_current(data_folder()), county_today()
    if not is_sweep_due(pack.version, today):
        return
    with step("sweep 全员比对") as move:
        fill_ledger(pack, rulebook(pack), as_of=today, progress=move)


def ready_contacts() -> None:
    """Make the contact lines of whoever the ledger says misses something."""
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.entitlements.actions.refresh_ledger import last_day
    from zhaohui.county.outreach.actions.find_people import find_people

    if last_day() is None:
        return
    with step("outreach 服务找人"):
        find_people(system_actor("zhaohui run"), current_pack())


def ready_lists() -> None:
    """Lay out duties and look at signals, as the night does, where today nobody has yet."""
    from zhaohui.county.jobs.nightly.night import work_night
    from zhaohui.county.jobs.nightly.steps import STEPS
    from zhaohui.county.registry.queries import has_people

    if not has_people():
        return
    with step("duties and alerts 随访和预警") as move:
        own = [each for each in STEPS if each.name in LISTS]
        failed = [
            each for each in work_night(county_today(), steps=own, progress=move) if each.fault
        ]
    for row in failed:
        click.echo(f"  {row.title}: {row.fault} (zhaohui nightly tries it again)", err=True)


def ready_accounts(pack: Pack) -> None:
    """Make demonstration accounts where everybody is synthetic, and say where their password is."""
    from zhaohui.county.accounts.actions.create_demonstration_accounts import (
        create_demonstration_accounts,
    )
    from zhaohui.county.accounts.demonstration import (
        demonstration_file,
        demonstration_is_on,
        may_demonstrate,
    )

    if may_demonstrate() and pack.posts:
        create_demonstration_accounts(pack)
    if demonstration_is_on():
        lines = demonstration_file().read_text(encoding="utf-8").splitlines()
        click.echo(f"  demonstration accounts 演示账户 (password {lines[1]}):", err=True)
        names = ", ".join(line.split("\t")[0] for line in lines[3:])
        click.echo(f"    {names}", err=True)
        click.echo(f"    kept in {demonstration_file()}", err=True)


def serve(port: int) -> None:
    """Serve until interrupted."""
    from granian.constants import Interfaces
    from granian.server import Server

    click.echo(f"昭惠 http://{HOST}:{port}  (Ctrl+C stops)")
    Server(
        "zhaohui.county.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,
        log_access=False,
    ).serve()


@contextmanager
def step(title: str) -> Iterator[Move]:
    """Show a step while it works: a moving bar in a terminal, a line when done elsewhere."""
    from zhaohui.cli.progress import progress_bar

    started = time.perf_counter()
    with progress_bar(title) as move:
        yield move if sys.stderr.isatty() else plain(title)
    click.echo(f"  {title}: {time.perf_counter() - started:.1f} s", err=True)


def plain(title: str) -> Move:
    """Return a progress function that prints each new part of the work once."""
    seen: set[str] = set()

    def move(part: str, _share: float) -> None:
        if part not in {*seen, "done"}:
            seen.add(part)
            click.echo(f"  {title}: {part} …", err=True)

    return move
