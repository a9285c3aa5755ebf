"""From what a look saw to alerts: raised, made worse or milder, cleared; each change with its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.registry.sealed_text import seal
from zhaohui.county.signals.actions.settle_tasks import settle_tasks
from zhaohui.county.signals.evidence import change_of
from zhaohui.county.signals.limits import levels_of
from zhaohui.county.signals.looks import Evidence, Look, Seen
from zhaohui.county.signals.models import OPEN, Alert, AlertState, LevelChange, SignalRun, Verdict
from zhaohui.county.signals.models import Standing as Row
from zhaohui.county.signals.plans import due_of, open_tasks_for
from zhaohui.county.signals.standings import standings_of, write
from zhaohui.county.signals.states import RAISE
from zhaohui.engines.warning import Standing, step
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import COLOURS, SignalRow

GONE = "条件消失，没有人处置过，自动结束"
CHANGED = [
    "level", "severity", "level_since", "due_at", "cleared_on", "state", "verdict", "words_sealed",
    "closed_on", "area", "version",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a look did to the alerts of a signal."""

    raised: int = 0
    worse: int = 0
    milder: int = 0
    cleared: int = 0
    tasks: int = 0


def settle(actor: Actor, pack: Pack, row: SignalRow, look: Look, today: dt.date) -> Settled:
    """Bring a signal's alerts to what was seen; the caller holds the transaction.

    Done twice on a day it changes nothing the second time. The audit has one entry with everybody
    about whom an alert was raised.
    """
    assert connection.in_atomic_block
    before = standings_of(row.id)
    alerts = {each.subject: each for each in Alert.objects.filter(signal=row.id, state__in=OPEN)}
    books, levels = _Books(pack, row, look, today), levels_of(row)
    for subject in dict.fromkeys((*look.seen, *before)):
        seen = look.seen.get(subject)
        kept_row, standing = before.get(subject, (None, Standing()))
        met, kept = (0, 0) if seen is None else (seen.met, seen.kept)
        after = step(levels, standing, met=met, kept=kept, today=today)
        if after != standing:
            books.standings[subject] = (kept_row, after)
        if after.level != standing.level:
            books.turn(alerts.get(subject), subject, after.level)
        elif seen is not None:
            books.move(alerts.get(subject), seen)
    return books.write(actor)


@dataclass
class _Books:
    """What is written at the end: new and changed alerts with their levels before, changed standings."""

    pack: Pack
    row: SignalRow
    look: Look
    today: dt.date
    new: list[Alert] = field(default_factory=list)
    changed: dict[str, tuple[Alert, int]] = field(default_factory=dict)
    cleared: list[Alert] = field(default_factory=list)
    standings: dict[str, tuple[Row | None, Standing]] = field(default_factory=dict)

    def turn(self, alert: Alert | None, subject: str, level: int) -> None:
        """Raise, change or clear the alert about a subject whose level has changed."""
        if alert is None:
            if level and subject in self.look.seen:
                self.new.append(self._raised(subject, self.look.seen[subject], level))
            return
        self.changed[subject] = (alert, alert.level)
        if not level:
            self._clear(alert)
            return
        if level > alert.level or alert.cleared_on is not None:
            alert.due_at = min(alert.due_at, self._due())
        alert.level, alert.severity = level, self._severity(level)
        alert.level_since, alert.cleared_on = self.today, None

    def move(self, alert: Alert | None, seen: Seen) -> None:
        """Let an alert follow its subject to where she lives today."""
        if alert is not None and alert.area != seen.area:
            alert.area = seen.area
            self.changed[alert.subject] = (alert, alert.level)

    def write(self, actor: Actor) -> Settled:
        """Store it all, with tasks, evidence and the entry of the audit."""
        tasks = open_tasks_for(actor, self.pack, self.row, self.new)
        Alert.objects.bulk_create(self.new, batch_size=1000)
        for alert, _was in self.changed.values():
            alert.version += 1
        rows = [alert for alert, _was in self.changed.values()]
        Alert.objects.bulk_update(rows, CHANGED, batch_size=500)
        turned = [
            (alert, was) for alert, was in self.changed.values() if self._is_turned(alert, was)
        ]
        self._keep_evidence([*((alert, 0) for alert in self.new), *turned])
        write(self.row.id, self.standings)
        settle_tasks(actor, [each for each in self.cleared if each.state == AlertState.CLOSED])
        done = Settled(
            raised=len(self.new),
            worse=sum(alert.level > was for alert, was in turned),
            milder=sum(alert.level < was for alert, was in turned),
            cleared=len(self.cleared),
            tasks=tasks,
        )
        self._note_run(done)
        self._note_audit(actor, done)
        return done

    def _raised(self, subject: str, seen: Seen, level: int) -> Alert:
        return Alert(
            signal=self.row.id,
            subject=subject,
            person_id=seen.person,
            area=seen.area,
            title=seen.title[:200],
            level=level,
            severity=self._severity(level),
            raised_on=self.today,
            level_since=self.today,
            due_at=self._due(),
            pack_version=self.pack.version,
        )

    def _clear(self, alert: Alert) -> None:
        """The condition is over: what nobody took up ends by itself, what is in hand waits for its verdict."""
        alert.cleared_on = self.today
        self.cleared.append(alert)
        if alert.state == AlertState.OPEN:
            alert.state, alert.verdict = AlertState.CLOSED, Verdict.UNKNOWN
            alert.closed_on, alert.words_sealed = self.today, seal(GONE)

    def _is_turned(self, alert: Alert, was: int) -> bool:
        return alert.level != was or alert.cleared_on == self.today

    def _due(self) -> dt.datetime:
        return due_of(self.pack, self.row, timezone.now(), self.today)

    def _severity(self, level: int) -> int:
        return COLOURS.index(self.row.levels[level - 1].colour)

    def _keep_evidence(self, changes: list[tuple[Alert, int]]) -> None:
        seen: Mapping[str, Evidence] = self.look.evidence([each.subject for each, _ in changes])
        made = []
        for alert, was in changes:
            personal = self.row.is_about_people or alert.person_id is not None
            lines = seen.get(alert.subject, [])
            change = change_of(alert, before=was, evidence=lines, is_personal=personal)
            if alert.cleared_on is not None:
                change.after, change.on = 0, alert.cleared_on
            made.append(change)
        LevelChange.objects.bulk_create(made, batch_size=1000)

    def _note_run(self, done: Settled) -> None:
        run, _made = SignalRun.objects.get_or_create(
            signal=self.row.id,
            on=self.today,
            defaults={"asked": 0, "unknown": 0, "pack_version": self.pack.version},
        )
        run.asked, run.unknown = self.look.asked, self.look.unknown
        run.is_unset = self.look.is_unset
        run.raised += done.raised
        run.cleared += done.cleared
        run.pack_version = self.pack.version
        run.save()

    def _note_audit(self, actor: Actor, done: Settled) -> None:
        if done == Settled():
            return
        people = tuple(alert.person_id for alert in self.new if alert.person_id is not None)
        change = {"signal": self.row.id, "raised": done.raised, "worse": done.worse}
        change |= {"milder": done.milder, "cleared": done.cleared}
        purpose = f"预警：{self.row.name}"
        record_many(actor, (Event(RAISE, ("signal", self.row.id), purpose, (), change, people),))
