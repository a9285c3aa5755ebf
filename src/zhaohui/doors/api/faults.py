"""What Open311 answers when something can't be done: a status and an array of errors."""

from __future__ import annotations


class Open311Fault(Exception):
    """One or more sentences with one status: 400, 403, 404 or 429."""

    def __init__(self, status: int, *sentences: str) -> None:
        super().__init__("; ".join(sentences))
        self.status = status
        self.sentences = sentences
