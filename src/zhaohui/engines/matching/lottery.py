"""A lottery 摇号 that nobody can steer and anybody can check: commit first, reveal afterwards.

Before: the hash of a secret and of everything that is allotted is published. After: the secret. The
seed follows from both and, where one was announced, from a public number that nobody knew at the
time of the commitment. Each number's place in the order follows from the seed alone.
Every text that is hashed begins with its own purpose, so that no hash can stand for another.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Literal

from zhaohui.engines.matching.errors import MatchingError

Algorithm = Literal["sm3", "sha256"]
ALGORITHMS: tuple[Algorithm, ...] = ("sm3", "sha256")  # GB/T 32905-2016; FIPS 180-4
SECRET_BYTES = 32


def digest(algorithm: str, *parts: str) -> str:
    """Return the hash, in hexadecimal digits, of lines of text; MatchingError for another algorithm.

    >>> digest("sha256", "a", "b")[:8]
    '911169dd'
    """
    if algorithm not in ALGORITHMS:
        raise MatchingError(
            f"The hash algorithm {algorithm!r} is unknown.", hint="Use sm3 or sha256."
        )
    if any("\n" in part for part in parts):
        raise MatchingError("A line of a lottery holds a line break.", hint="Take it out.")
    return hashlib.new(algorithm, "".join(f"{part}\n" for part in parts).encode()).hexdigest()


def commitment(secret: bytes, inputs: str, algorithm: str = "sm3") -> str:
    """Return what is published before: it binds to the secret and to the hash of the inputs.

    MatchingError for a secret of fewer than 32 bytes, which could be guessed.

    >>> commitment(bytes(32), "00", "sha256")[:8]
    '42eb75d0'
    """
    if len(secret) < SECRET_BYTES:
        raise MatchingError(
            "The secret of a lottery is too short.", hint=f"Draw {SECRET_BYTES} random bytes."
        )
    return digest(algorithm, "zhaohui-lottery-commit-v1", secret.hex(), inputs)


def is_kept(secret: bytes, inputs: str, committed: str, algorithm: str = "sm3") -> bool:
    """Say whether a revealed secret and the inputs are those that were committed to."""
    return hmac.compare_digest(commitment(secret, inputs, algorithm), committed)


def seed_of(secret: bytes, inputs: str, entropy: str = "", algorithm: str = "sm3") -> str:
    """Return the seed: of the secret, the inputs and the public number (`entropy`, "" for none)."""
    return digest(algorithm, "zhaohui-lottery-seed-v1", secret.hex(), inputs, entropy)


def draw_key(seed: str, algorithm: str = "sm3") -> Callable[[str], str]:
    """Return the function that gives a number's key under a seed: who has the least is first."""
    begun = hashlib.new(algorithm, f"zhaohui-lottery-draw-v1\n{seed}\n".encode())

    def key(number: str) -> str:
        found = begun.copy()
        found.update(f"{number}\n".encode())
        return found.hexdigest()

    return key


def draw(numbers: Iterable[str], seed: str, algorithm: str = "sm3") -> list[str]:
    """Return the numbers in the order of the lottery: by key, whatever order they came in.

    MatchingError for a number that stands twice.

    >>> draw(["1", "2", "3"], "5eed", "sha256") == draw(["3", "1", "2"], "5eed", "sha256")
    True
    """
    digest(algorithm)
    every = list(numbers)
    if len(set(every)) != len(every):
        raise MatchingError("A number takes part twice.", hint="Each applicant has one number.")
    key = draw_key(seed, algorithm)
    return sorted(every, key=lambda number: (key(number), number))
