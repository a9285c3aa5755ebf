"""The `zhaohui` command: finds a verb's file when the verb is called, and turns errors into codes.

Exit codes: 0 done; 1 the check that was asked for found faults; 2 the input is wrong;
3 something outside is missing (a program, a folder, the database).
"""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from zhaohui.cli.outside import explained, outside_errors
from zhaohui.errors import ZhaohuiError

VERBS = {
    "plan": "read a plan's text, and trace what the county promised",
    "pack": "check a county's pack, or start one from a plan",
    "seed": "make the synthetic county 模拟数据",
    "import": "bring a register in from CSV or XLSX",
    "snapshot": "write the registry as columns",
    "sweep": "evaluate everyone against every rule",
    "simulate": "try a reform on a copy, over everyone",
    "ledger": "keep the standing ledger: refresh, verify, export",
    "outreach": "find who misses what, send what is due, show how far it has come",
    "payments": "pay benefits: draw, export, import, reconcile",
    "register": "records of the pack's registers: list, import, export",
    "offers": "check a published allotment, write its files, make synthetic offers",
    "signals": "look at every signal; list them",
    "explain": "say why one person is or is not entitled",
    "check": "evaluate one household from a file",
    "officer": "make the first admin, reset a password",
    "api": "give other offices' systems keys, take them back",
    "work": "do the background jobs",
    "nightly": "do what is done once a night",
    "stress": "hold the stores to their promise under load and kill -9",
    "audit": "verify the audit log, seal it, look into it",
    "bench": "compare with peers in one run",
    "run": "set up whatever is missing and serve the portal",
}


class Verbs(click.Group):
    """A group whose commands live in files of the same name, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        module = "import_" if cmd_name == "import" else cmd_name
        verb: click.Command = importlib.import_module(f"zhaohui.cli.{module}").command
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=Verbs)
@click.version_option(package_name="zhaohui")
def zhaohui() -> None:
    """昭惠: a county's plan for public services and employment, as running software."""


def main() -> None:
    """Run the command line; a `ZhaohuiError` ends with its sentence and exit code."""
    try:
        code = zhaohui(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except ZhaohuiError as error:
        end_with(error)
    except outside_errors() as error:
        sentence = explained(error)
        if sentence is None:
            raise
        end_with(sentence)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("zhaohui: stopped.", err=True)
        sys.exit(130)


def end_with(error: ZhaohuiError) -> NoReturn:
    """Print the sentence and end with its exit code."""
    click.echo(f"zhaohui: {error.message}", err=True)
    if error.hint:
        click.echo(f"         {error.hint}", err=True)
    sys.exit(error.exit_code)
