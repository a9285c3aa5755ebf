"""An alert as an officer sees it: what was seen, who must act by when, how often the signal was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.signals.actions.read_alert import ReadAlert
from zhaohui.county.signals.looks import Evidence
from zhaohui.county.signals.models import OPEN, Alert, AlertState, LevelChange
from zhaohui.county.signals.queries import acting_posts, may_act, open_counts, signal_named
from zhaohui.county.signals.states import STEPS
from zhaohui.county.signals.track import track_named
from zhaohui.county.signals.words import due_text, level_text, level_words, said, term_text
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import COLOURS, SignalRow


@dataclass(frozen=True)
class ChangeLine:
    """One change of level in words, with what was seen."""

    on: Any
    words: str
    evidence: Evidence


def alert_context(
    actor: Actor,
    pack: Pack,
    found: ReadAlert,
) -> dict[str, Any]:
    """Return what the page shows; the caller has read the alert as allowed."""
    alert, changes = found.alert, found.changes
    row = signal_named(alert.signal)
    place = alert.place or alert.area
    is_open = alert.state in OPEN
    acts = is_open and may_act(actor, row, place)
    seen = next((lines for change, lines in changes if change.after), [])
    posts = {post.post: post.name for post in pack.posts}
    return {
        "alert": alert,
        "signal": row,
        "title": said(row, row.name),
        "purpose": said(row, row.purpose),
        "level": level_text(alert.severity),
        "severity": alert.severity,
        "level_words": level_words(pack, row, county_today())[alert.level - 1],
        "subject": subject_of(actor, alert),
        "place": area_word(pack, place),
        "due": due_text(alert.due_at, is_open=is_open),
        "is_open": is_open,
        "term": term_text(row),
        "must": posts.get(row.plan.post, row.plan.post),
        "may": [posts.get(post, post) for post in acting_posts(pack, row)[1:]],
        "steps": [said(row, text) for text in row.plan.steps],
        "evidence": seen,
        "history": [_line(row, change, lines) for change, lines in changes],
        "verdict_words": found.words,
        "may_take_up": acts and alert.state in STEPS["take_up"].before,
        "may_close": acts,
        "is_mine": alert.state == AlertState.ACTING and alert.acting_id == actor.user_id,
        "task_href": _task(actor, alert),
        "track": track_named(row, open_counts(actor).get(row.id, 0)),
        "is_synthetic": alert.person_id is not None and is_synthetic(),
    }


def subject_of(actor: Actor, alert: Alert) -> dict[str, str]:
    """Return whom or what an alert is about, with the page that it leads to where the actor may open it."""
    kind, _colon, key = alert.subject.partition(":")
    words = alert.title
    if alert.person is not None:
        name = alert.person.name or _("登记号 %(n)s") % {"n": alert.person_id}
        words = _("%(who)s 一家") % {"who": name} if kind == "h" else name
        may = actor.may_for("person.read", alert.person.pk, alert.person.area)
        return {
            "words": words,
            "href": reverse("office:person", args=[alert.person.pk]) if may else "",
        }
    if kind == "r":
        register = signal_named(alert.signal).watch.roster
        may = actor.may("record.read", alert.area)
        href = reverse("office:record", args=[register, int(key)]) if may else ""
        return {"words": words, "href": href}
    if kind == "o" and actor.may("offer.read", alert.area):
        return {"words": words, "href": reverse("office:offer", args=[int(key)])}
    return {"words": words, "href": ""}


def _line(row: SignalRow, change: LevelChange, evidence: Evidence) -> ChangeLine:
    if not change.after:
        words = _("条件消失")
    else:
        now = level_text(COLOURS.index(row.levels[change.after - 1].colour))
        if not change.before:
            words = _("发出：%(level)s") % {"level": now}
        elif change.after > change.before:
            words = _("升到%(level)s") % {"level": now}
        else:
            words = _("降到%(level)s") % {"level": now}
    return ChangeLine(on=change.on, words=words, evidence=evidence)


def _task(actor: Actor, alert: Alert) -> str:
    if alert.task is None or not actor.may("task.read", alert.task.area):
        return ""
    return reverse("office:task", args=[alert.task.pk])
