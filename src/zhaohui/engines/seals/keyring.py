"""Keys by number: the newest seals, all of them open, so keys can be changed without a standstill."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from zhaohui.engines.seals.errors import SealError, UnknownKeyError

KEY_BYTES = 16
MAX_KEY_ID = 255


@dataclass(frozen=True, kw_only=True)
class KeyRing:
    """SM4 keys of 16 bytes by id (1–255), the current one, and the key of the blind index.

    The index key is apart and never changes with rotation: the same number must go on giving the
    same index.
    """

    keys: dict[int, bytes]
    current: int
    index_key: bytes

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise SealError(f"The key ring has no key {self.current}, which it calls current.")
        if any(not 1 <= key_id <= MAX_KEY_ID for key_id in self.keys):
            raise SealError("The key ring has a key id outside 1–255.")
        if any(len(key) != KEY_BYTES for key in (*self.keys.values(), self.index_key)):
            raise SealError(f"The key ring holds a key that is not {KEY_BYTES} bytes long.")

    @classmethod
    def generate(cls) -> KeyRing:
        """Return a ring with one fresh key.

        >>> KeyRing.generate().current
        1
        """
        fresh = secrets.token_bytes
        return cls(keys={1: fresh(KEY_BYTES)}, current=1, index_key=fresh(KEY_BYTES))

    def rotated(self) -> KeyRing:
        """Return a ring whose newest key is fresh; the older ones still open what they sealed."""
        newest = max(self.keys) + 1
        keys = {**self.keys, newest: secrets.token_bytes(KEY_BYTES)}
        return KeyRing(keys=keys, current=newest, index_key=self.index_key)

    def key(self, key_id: int) -> bytes:
        """Return the key with this id, or raise `UnknownKeyError`."""
        if key_id not in self.keys:
            raise UnknownKeyError(
                f"A sealed value names key {key_id}, which the key ring lacks.",
                hint="Restore the key file that belongs to this database.",
            )
        return self.keys[key_id]

    def to_text(self) -> str:
        """Return the ring as JSON with hexadecimal keys."""
        keys = {str(key_id): key.hex() for key_id, key in self.keys.items()}
        ring = {"current": self.current, "keys": keys, "index": self.index_key.hex()}
        return json.dumps(ring, indent=1)

    @classmethod
    def from_text(cls, text: str) -> KeyRing:
        """Read what `to_text` wrote; a damaged ring raises `SealError` without showing a key."""
        try:
            ring = json.loads(text)
            keys = {int(key_id): bytes.fromhex(key) for key_id, key in ring["keys"].items()}
            index_key, current = bytes.fromhex(ring["index"]), int(ring["current"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SealError(
                "The key ring can't be read.",
                hint="It is JSON with current, keys and index; restore it from the backup.",
            ) from None
        return cls(keys=keys, current=current, index_key=index_key)
