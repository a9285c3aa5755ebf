"""Field encryption and the blind index, in values per processor second."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet

from zhaohui.engines.seals import BlindIndex, KeyRing, Sealer

VALUES = 100_000
LEAST_SEALED = 100_000


def value_rows() -> list[dict[str, Any]]:
    """Return rows for sealing, opening and indexing 18-digit texts.

    Fernet is what Django's packages for encrypted fields use; none has a blind index.
    """
    draw = random.Random(1)
    texts = [f"99{draw.randrange(10**16):016d}" for _ in range(VALUES)]
    ring = KeyRing.generate()
    sealer, fernet = Sealer(ring, field="bench"), Fernet(Fernet.generate_key())
    sealed, ours = timed(lambda: sealer.seal_all(texts))
    tokens, theirs = timed(lambda: [fernet.encrypt(text.encode()) for text in texts])
    opened, ours_open = timed(lambda: sealer.open_all(sealed))
    read, theirs_open = timed(lambda: [fernet.decrypt(token).decode() for token in tokens])
    index = BlindIndex(ring, field="bench")
    indexes, indexing = timed(lambda: index.of_all(texts))
    right = opened == read == texts and len(set(indexes)) == len(set(texts))
    return [
        row("seal a value", ours, theirs, right) | {"least_per_s": LEAST_SEALED},
        row("open a sealed value", ours_open, theirs_open, right),
        row("blind index of a value", indexing, None, right)
        | {"why": "Django's packages for encrypted fields have no blind index"},
    ]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result and the processor seconds a value."""
    start = time.process_time()
    result = work()
    return result, (time.process_time() - start) / VALUES


def row(case: str, ours: float, peer: float | None, agreed: bool) -> dict[str, Any]:
    """Return one row; `ours_per_s` is values per processor second."""
    return {
        "case": case,
        "against": "Fernet" if peer else None,
        "ours": ours,
        "peer": peer,
        "agree": agreed,
        "ratio": peer / ours if peer else None,
        "ours_per_s": round(1 / ours),
    }
