"""What a draft is for: which action of the policy allows it, what it becomes, whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# An application's draft belongs to the person it is about, whoever fills it in.
APPLICATION: Literal["application"] = "application"
DRAFT_WRITE = "draft.write"
TAKE_IN = "case.take_in"  # an officer fills it in for somebody who is there
FILLING = (DRAFT_WRITE, TAKE_IN)


@dataclass(frozen=True)
class Errand:
    """`purpose` tells an actor's open drafts of one form apart: `application`, or `register:…`."""

    action: str
    purpose: str
    subject_id: int | None = None

    @property
    def is_application(self) -> bool:
        """Whether the draft belongs to its subject, not to the account that began it."""
        return self.purpose == APPLICATION
