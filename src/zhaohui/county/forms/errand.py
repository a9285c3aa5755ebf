"""What a draft is for: which action of the policy allows it, what it becomes, whom it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Errand:
    """`purpose` tells an actor's open drafts of one form apart: `application`, or `register:…`."""

    action: str
    purpose: str
    subject_id: int | None = None
