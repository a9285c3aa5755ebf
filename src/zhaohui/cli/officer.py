"""`zhaohui officer`: the first admin, a forgotten password, accounts to look around with."""

from __future__ import annotations

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError


class NoSuchOfficerError(ZhaohuiError):
    """No account has this name."""

    code = "no-such-account"


@click.group(short_help="make the first admin, reset a password")
def command() -> None:
    """Accounts at the command line; everything else is done by invitation in the office."""


@command.command("create-admin")
@click.option("--username", required=True, help="the name she signs in with")
@click.option("--name", required=True, help="her name in the roster")
@click.option("--department", default="账户管理", show_default=True, help="her office")
@click.option("--force", is_flag=True, help="also where an admin exists; the audit log says so")
@click.password_option(help="asked for, typed twice; never give it on the command line")
@json_option
def create_admin(
    *, username: str, name: str, department: str, force: bool, password: str, as_json: bool
) -> None:
    """Make the account that can invite all others."""
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.accounts.actions.create_first_admin import create_first_admin
    from zhaohui.packs import default_pack, load

    user = create_first_admin(
        load(default_pack()),
        username=username,
        name=name,
        department=department,
        password=password,
        force=force,
    )
    emit(
        {"username": user.username},
        as_json=as_json,
        text=lambda: f"{user.username} may sign in and invite others at /office/invitations/.",
    )


@command.command("reset-password")
@click.argument("username")
@click.option("--lost-second-factor", is_flag=True, help="also forget a lost second factor")
@json_option
def reset_password(*, username: str, lost_second_factor: bool, as_json: bool) -> None:
    """Print a link that sets a new password: once, within an hour."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.actions.issue_password_link import issue_password_link
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.accounts.queries import account_named

    user = account_named(username)
    if user is None:
        raise NoSuchOfficerError(
            "No account has this name.", hint="Names are written as at the sign-in."
        )
    path = issue_password_link(
        system_actor("zhaohui officer reset-password"),
        user.pk,
        purpose="命令行重设密码",
        without_second_factor=lost_second_factor,
    )
    emit(
        {"path": path},
        as_json=as_json,
        text=lambda: f"{path}\nPut the site's address in front. It works once, within an hour.",
    )
