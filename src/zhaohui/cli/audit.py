"""`zhaohui audit`: verify the log, seal its head, give the public key away, look into it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError

if TYPE_CHECKING:
    from django.db.models import Q

    from zhaohui.county.audit.models import Entry
    from zhaohui.county.audit.verify import Verdict

NOT_OK = 1
DAY = click.DateTime(["%Y-%m-%d"])


class AuditInputError(ZhaohuiError):
    """What was typed names no subject, no file or no key."""

    code = "audit-input"


@click.group(short_help="verify the audit log, seal it, look into it")
def command() -> None:
    """Verify the audit log 审计记录, seal its head, export the public key, list entries."""


@command.command("verify")
@click.option("--store", help="a copy: SQLite file, data folder or postgresql:// address")
@click.option(
    "--heads", "heads_file", type=click.Path(path_type=Path), help="sealed heads to hold it to"
)
@click.option(
    "--key", "key_file", type=click.Path(path_type=Path), help="the public key of those heads"
)
@json_option
@click.pass_context
def verify_verb(
    context: click.Context,
    /,
    *,
    store: str | None,
    heads_file: Path | None,
    key_file: Path | None,
    as_json: bool,
) -> None:
    """Name the first entry that was edited, removed, inserted or moved; exit code 1 if there is one.

    Without --store the county's own database, heads and key are taken. With it nothing else of
    this machine is read: a copy, the heads file and the public key are enough.
    """
    if bool(heads_file) != bool(key_file) and (store or key_file):
        raise AuditInputError(
            "Sealed heads and their public key belong together.",
            hint="Give both --heads and --key, or neither.",
        )
    verdict = (
        _verified_copy(store, heads_file, key_file)
        if store
        else _verified_live(heads_file, key_file)
    )
    emit(verdict.as_answer(), as_json=as_json, text=lambda: _verdict_text(verdict))
    context.exit(0 if verdict.ok else NOT_OK)


@command.command("seal")
@json_option
def seal_verb(*, as_json: bool) -> None:
    """Sign where the log stands and append it to audit/heads.jsonl of the data folder.

    Give the printed line, or the file, to somebody outside: what lies on this machine alone can be
    rewritten by whoever owns it.
    """
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.audit.actions.seal_head import seal_head

    sealed = seal_head()
    line = sealed.head.line().decode() if sealed.head else "The log is empty."
    answer = {"head": vars(sealed.head) if sealed.head else None, "new_entries": sealed.new_entries}
    emit(answer, as_json=as_json, text=lambda: line)


@command.command("key")
def key_verb() -> None:
    """Print the public keys that the sealed heads are verified with, as PEM."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from django.conf import settings

    from zhaohui.county.audit.keys import keep_public_key
    from zhaohui.county.audit.live import signer

    click.echo(keep_public_key(Path(settings.DATA_DIR), signer()), nl=False)


@command.command("list")
@click.option("--subject", help="for example person:12 or case:7")
@click.option(
    "--officer", "user_id", type=click.IntRange(0, 2**62), help="account number of who did it"
)
@click.option("--action", default="", help="for example person.read")
@click.option("--since", type=DAY, help="first day")
@click.option("--until", type=DAY, help="last day")
@click.option(
    "--before", type=click.IntRange(0, 2**62), help="only entries before this number: the next page"
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
def list_verb(
    *,
    subject: str | None,
    user_id: int | None,
    action: str,
    since: dt.datetime | None,
    until: dt.datetime | None,
    before: int | None,
    limit: int,
    as_json: bool,
) -> None:
    """List entries, newest first. That you looked is itself recorded."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.audit.actions.note_reading import note_reading
    from zhaohui.county.audit.queries import page, visible_to

    actor = system_actor("zhaohui audit list")
    asked = {
        "subject": subject,
        "user": user_id,
        "action": action,
        "since": since.date().isoformat() if since else None,
        "until": until.date().isoformat() if until else None,
    }
    kind, row = _subject(subject) if subject else ("", "")
    condition = _condition(kind, row, user_id, action, (since, until))
    entries, following = page(visible_to(actor).filter(condition), before=before, rows=limit)
    note_reading(
        actor,
        {name: value for name, value in asked.items() if value},
        person_id=int(row) if kind == "person" else None,
    )
    answer = {"entries": [_as_record(entry) for entry in entries], "before": following}
    emit(answer, as_json=as_json, text=lambda: _list_text(entries, following))


def _condition(
    kind: str,
    row: str,
    user_id: int | None,
    action: str,
    days: tuple[dt.datetime | None, dt.datetime | None],
) -> Q:
    from django.db.models import Q

    from zhaohui.county.audit.queries import about_person, between_days

    since, until = (day.date() if day else None for day in days)
    condition = between_days(since, until)
    if kind:
        is_person = kind == "person"
        condition &= about_person(int(row)) if is_person else Q(subject_kind=kind, subject_id=row)
    if user_id is not None:
        condition &= Q(actor_id=user_id)
    return condition & Q(action=action) if action else condition


def _verified_copy(store: str, heads_file: Path | None, key_file: Path | None) -> Verdict:
    """Verify without starting Django: nothing of this machine's county is read."""
    from zhaohui.county.audit.store import open_store
    from zhaohui.county.audit.verify import verify
    from zhaohui.engines.seals.heads import read_heads
    from zhaohui.engines.seals.signing import public_keys

    heads = read_heads(_read(heads_file)) if heads_file else []
    keys = public_keys(_read(key_file).decode("utf-8", "replace")) if key_file else {}
    with open_store(store) as opened:
        return verify(opened, heads=heads, keys=keys)


def _verified_live(heads_file: Path | None, key_file: Path | None) -> Verdict:
    from zhaohui.cli.django_setup import start_county

    start_county()
    from django.conf import settings

    from zhaohui.county.audit.keys import heads_of, public_keys_of
    from zhaohui.county.audit.live import live_store
    from zhaohui.county.audit.verify import verify
    from zhaohui.engines.seals.heads import read_heads
    from zhaohui.engines.seals.signing import public_keys

    data = Path(settings.DATA_DIR)
    heads = read_heads(_read(heads_file)) if heads_file else heads_of(data)
    keys = (
        public_keys(_read(key_file).decode("utf-8", "replace"))
        if key_file
        else public_keys_of(data)
    )
    with live_store() as opened:
        return verify(opened, heads=heads, keys=keys)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise AuditInputError(
            f"There is no file {path}.", hint="Name the file of heads or the key."
        )
    return path.read_bytes()


def _subject(text: str) -> tuple[str, str]:
    kind, _, row = text.partition(":")
    is_person_without_number = kind == "person" and not (
        row.isascii() and row.isdigit() and len(row) < 19
    )
    if not kind or not row or is_person_without_number:
        raise AuditInputError(
            f"{text!r} names no subject.", hint="Write kind:id, for example person:12."
        )
    return kind, row


def _verdict_text(verdict: Verdict) -> str:
    state = "holds" if verdict.ok else "DOES NOT HOLD"
    lines = [f"The audit log of {verdict.entries:,} entries {state}."]
    if verdict.why:
        lines.append(verdict.why)
    if verdict.heads_checked:
        lines.append(
            f"{verdict.heads_checked:,} sealed heads compared, up to entry {verdict.sealed_until:,}."
        )
    elif verdict.ok:
        lines.append(
            "No sealed head was compared: a log that was rewritten as a whole looks like this, too."
        )
    return "\n".join(lines)


def _as_record(entry: Entry) -> dict[str, Any]:
    import orjson

    from zhaohui.county.audit.chain import COLUMNS

    told = {name: getattr(entry, name) for name in COLUMNS}
    packed = {
        name: orjson.loads(told[name]) for name in ("fields", "people", "change") if told[name]
    }
    return {**told, **packed, "hash": bytes(entry.hash).hex()}


def _list_text(entries: list[Entry], following: int | None) -> str:
    lines = [
        f"{entry.seq:>8}  {entry.at[:19]}Z  {entry.actor_label}"
        f"{f' ({entry.actor_id})' if entry.actor_id is not None else ''}  {entry.action}"
        f"  {entry.subject_kind or ''}:{entry.subject_id or ''}  {entry.purpose}"
        for entry in entries
    ]
    if not lines:
        return "No entry matches."
    return "\n".join([*lines, *([f"Older ones: --before {following}"] if following else [])])
