"""What a misspelt name was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the known name that is nearest; "" where none is near."""
    found = get_close_matches(name, list(known), n=1)
    return f"did you mean {found[0]}?" if found else ""
