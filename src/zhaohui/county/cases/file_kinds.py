"""What kind a file is by its first bytes; its name and what the browser says are not asked."""

from __future__ import annotations

# kind, ending, where the mark stands, the mark
MARKS: tuple[tuple[str, str, int, bytes], ...] = (
    ("application/pdf", "pdf", 0, b"%PDF-"),
    ("image/jpeg", "jpg", 0, b"\xff\xd8\xff"),
    ("image/png", "png", 0, b"\x89PNG\r\n\x1a\n"),
)


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Return the media type and the ending of a file that may be handed in; None for any other.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"MZ...")
    (('application/pdf', 'pdf'), None)
    """
    for kind, ending, start, mark in MARKS:
        if content[start : start + len(mark)] == mark:
            return kind, ending
    return None
