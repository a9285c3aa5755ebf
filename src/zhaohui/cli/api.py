"""`zhaohui api`: keys of other offices' systems."""

from __future__ import annotations

import datetime as dt

import click

from zhaohui.cli.report import emit, json_option


@click.group(short_help="give other offices' systems keys, take them back")
def command() -> None:
    """The interface for other offices' systems; see docs/reference/api.md."""


@command.group("key")
def key() -> None:
    """Keys: what each may do is what the policy gives partners, in one area."""


@key.command("issue")
@click.option("--name", required=True, help="the system's name; the same again: one more key of it")
@click.option("--department", required=True, help="whose system it is")
@click.option("--area", required=True, help="division code of the county, a town or a village")
@click.option("--action", "actions", multiple=True, help="default: all that the policy allows")
@click.option("--days", type=click.IntRange(1, 3_660), help="how long it runs; default: no end")
@json_option
def issue(
    *,
    name: str,
    department: str,
    area: str,
    actions: tuple[str, ...],
    days: int | None,
    as_json: bool,
) -> None:
    """Make a key and print it; it is shown this once."""
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.clock import county_today
    from zhaohui.county.accounts.actions.issue_api_key import issue_api_key
    from zhaohui.packs import default_pack, load

    made, text = issue_api_key(
        load(default_pack()),
        name=name,
        department=department,
        area=area,
        actions=actions,
        until=county_today() + dt.timedelta(days=days) if days else None,
    )
    answer = {"key": text, "prefix": made.prefix, "actions": made.actions, "area": made.area}
    emit(answer, as_json=as_json, text=lambda: f"{text}\nIt is not shown again.")


@key.command("list")
@json_option
def listed(*, as_json: bool) -> None:
    """List the keys by how they begin."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.queries import api_keys

    rows = [
        {
            "prefix": row.prefix,
            "name": row.name,
            "department": row.department,
            "area": row.area,
            "actions": row.actions,
            "until": row.until.isoformat() if row.until else None,
            "revoked": row.revoked_at is not None,
        }
        for row in api_keys()
    ]
    emit({"keys": rows}, as_json=as_json, text=lambda: "\n".join(map(_line, rows)) or "No keys.")


@key.command("revoke")
@click.argument("prefix")
@json_option
def revoke(*, prefix: str, as_json: bool) -> None:
    """Take back the key that begins so (zh_…, eight characters)."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.actions.revoke_api_key import revoke_api_key

    row = revoke_api_key(prefix)
    emit({"prefix": row.prefix}, as_json=as_json, text=lambda: f"{row.prefix} opens nothing now.")


def _line(row: dict[str, object]) -> str:
    state = "revoked" if row["revoked"] else f"until {row['until'] or 'further notice'}"
    actions = row["actions"]
    assert isinstance(actions, list)
    return f"{row['prefix']}  {row['area']}  {row['name']}  {', '.join(actions)}  {state}"
