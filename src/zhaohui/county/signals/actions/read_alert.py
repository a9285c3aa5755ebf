"""Open an alert: who reads what was seen of somebody is on record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.signals.actions.take_up import subject_of
from zhaohui.county.signals.evidence import evidence_in
from zhaohui.county.signals.looks import Evidence
from zhaohui.county.signals.models import Alert, LevelChange
from zhaohui.county.signals.queries import alert_visible_to, changes_of, signal_named
from zhaohui.county.signals.states import READ


@dataclass(frozen=True)
class ReadAlert:
    """An alert as it was opened: its changes of level with what was seen, newest first; the verdict's words."""

    alert: Alert
    changes: list[tuple[LevelChange, Evidence]]
    words: str


def read_alert(actor: Actor, pk: int) -> ReadAlert:
    """Return an alert opened.

    NotVisible out of reach.
    """
    with transaction.atomic():
        alert = alert_visible_to(actor, READ, pk)
        changes = [(each, evidence_in(each)) for each in changes_of(actor, alert)]
        names = {name.rpartition("·")[2] for _change, lines in changes for name, _text in lines}
        record(
            actor,
            READ,
            subject=subject_of(alert),
            purpose=f"预警：{signal_named(alert.signal).name}",
            fields=sorted(names) if alert.person_id is not None else (),
            change={"alert": alert.pk},
        )
    return ReadAlert(alert, changes, unseal(alert.words_sealed))
