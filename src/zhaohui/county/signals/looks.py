"""What one look at a signal saw: the subjects whose condition may hold, and of how many nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

Evidence = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One subject: the highest level met (0 none, None unknown) and the highest kept.

    `person` is the person or a household's head; `title` names what is not personal.
    """

    area: str
    met: int | None
    kept: int
    person: int | None = None
    title: str = ""
    evidence: Evidence = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen of a signal. Subjects that are not in `seen` meet and keep nothing.

    `evidence_of` reads what was seen of some subjects, where that is not in `seen` already.
    """

    seen: Mapping[str, Seen]
    asked: int
    unknown: int
    is_unset: bool = False
    evidence_of: Callable[[Collection[str]], Mapping[str, Evidence]] | None = None

    def evidence(self, subjects: Collection[str]) -> Mapping[str, Evidence]:
        """Return what was seen of each subject, by name."""
        if self.evidence_of is not None:
            return self.evidence_of(subjects)
        return {key: self.seen[key].evidence for key in subjects if key in self.seen}


NOTHING = Look(seen={}, asked=0, unknown=0)
