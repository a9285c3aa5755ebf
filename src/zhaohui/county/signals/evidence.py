"""What was seen, kept with each change of level: sealed where it is about people."""

from __future__ import annotations

import orjson

from zhaohui.county.registry.sealed_text import seal, unseal
from zhaohui.county.signals.looks import Evidence
from zhaohui.county.signals.models import Alert, LevelChange


def change_of(alert: Alert, *, before: int, evidence: Evidence, is_personal: bool) -> LevelChange:
    """Return the change to an alert's level on its day, not yet stored."""
    lines = [list(each) for each in evidence]
    return LevelChange(
        alert=alert,
        on=alert.level_since,
        before=before,
        after=alert.level,
        evidence=[] if is_personal else lines,
        sealed=seal(orjson.dumps(lines).decode()) if is_personal and lines else None,
    )


def evidence_in(change: LevelChange) -> Evidence:
    """Return what was seen; the caller has opened the alert as allowed, which is recorded."""
    if change.sealed:
        return [(name, text) for name, text in orjson.loads(unseal(bytes(change.sealed)))]
    return [(name, text) for name, text in change.evidence]
