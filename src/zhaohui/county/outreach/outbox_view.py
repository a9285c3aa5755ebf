"""What the page of the outbox shows: the latest sendings with their counts, failures, letters; no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.outreach.models import Channel, Outbox, OutboxState, Sending
from zhaohui.county.outreach.queries import messages_visible_to, sendings_visible_to
from zhaohui.packs.pack import Pack

LATEST = 20
MOST = 200


@dataclass(frozen=True, kw_only=True)
class SendingRow:
    """A sending, its rule's name, and how many of its messages have come how far."""

    sending: Sending
    rule_name: str
    states: Sequence[tuple[str, int]]
    may_undo: bool


def recent_sendings(actor: Actor, pack: Pack) -> list[SendingRow]:
    """Return the latest sendings that the actor may see; none where she may not send."""
    if not actor.may("outreach.send"):
        return []
    found = list(sendings_visible_to(actor)[:LATEST])
    counted: dict[int, dict[str, int]] = {}
    rows = Outbox.objects.filter(sending__in=found).order_by()
    for row in rows.values("sending_id", "state").annotate(n=Count("pk")):
        counted.setdefault(row["sending_id"], {})[row["state"]] = row["n"]
    waiting = rows.filter(state=OutboxState.QUEUED, batch="")
    undoable = set(waiting.values_list("sending_id", flat=True))
    names = {rule.id: rule.name for rule in pack.rules}
    return [
        SendingRow(
            sending=each,
            rule_name=names.get(each.rule, each.rule),
            states=[
                (str(state.label), counted.get(each.pk, {})[state])
                for state in OutboxState
                if counted.get(each.pk, {}).get(state)
            ],
            may_undo=each.pk in undoable,
        )
        for each in found
    ]


def failures(actor: Actor) -> list[Outbox]:
    """Return the latest messages in reach that did not arrive or are being tried again."""
    rows = messages_visible_to(actor).exclude(fault="").exclude(state=OutboxState.CANCELLED)
    return list(rows.select_related("line").order_by("-pk")[:MOST])


def letters(actor: Actor) -> list[Outbox]:
    """Return the letters in reach that are made, newest first."""
    rows = messages_visible_to(actor).filter(channel=Channel.LETTER, state=OutboxState.SENT)
    return list(rows.select_related("line").order_by("-pk")[:MOST])
