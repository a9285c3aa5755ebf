"""What is kept sealed of a duty: the notes."""

from __future__ import annotations

from zhaohui.county.registry.seals import registry_seals


def seal(text: str) -> bytes | None:
    """Return a note sealed, None for none."""
    return registry_seals().form_answers.seal(text) if text else None


def unseal(sealed: bytes | memoryview | None) -> str:
    """Return what `seal` was given."""
    return registry_seals().form_answers.open(bytes(sealed)) if sealed else ""
