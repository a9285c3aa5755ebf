"""A text kept sealed beside what it belongs to: a note, a reason, an answer (SM4-GCM)."""

from __future__ import annotations

from zhaohui.county.registry.seals import registry_seals


def seal_text(text: str) -> bytes:
    """Return a text sealed."""
    return registry_seals().form_answers.seal(text)


def seal(text: str) -> bytes | None:
    """Return a text sealed, None for none."""
    return seal_text(text) if text else None


def unseal(sealed: bytes | memoryview | None) -> str:
    """Return what was sealed; "" for nothing."""
    return registry_seals().form_answers.open(bytes(sealed)) if sealed else ""
