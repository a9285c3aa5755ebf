"""Seal a text so that it can't be read or changed unnoticed without its key (SM4-GCM)."""

from __future__ import annotations

import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from zhaohui.engines.seals.errors import TamperedError
from zhaohui.engines.seals.keyring import KeyRing

NONCE_BYTES = 12  # NIST SP 800-38D: random 96-bit nonces, at most 2**32 values a key
TAG_BYTES = 16
HEADER_BYTES = 1 + NONCE_BYTES


class Sealer:
    """Seals the values of one field: key id (1 byte), nonce (12), cipher text, tag (16).

    `field` is bound into every value, so that a value copied into another column does not open.
    The values of a list share one draw of random bytes.

    >>> sealer = Sealer(KeyRing.generate(), field="phone")
    >>> sealer.open(sealer.seal("100 0000 0000"))
    '100 0000 0000'
    """

    def __init__(self, ring: KeyRing, *, field: str) -> None:
        self.ring = ring
        self.field = field
        self._bound = field.encode()
        self._ciphers = {key_id: SM4(key) for key_id, key in ring.keys.items()}

    def seal(self, text: str) -> bytes:
        """Return the sealed value of one text."""
        sealed = self.seal_all([text])[0]
        assert sealed is not None
        return sealed

    def seal_all(self, texts: Iterable[str | None]) -> list[bytes | None]:
        """Return sealed values in the same order; None stays None."""
        values = list(texts)
        cipher = self._ciphers[self.ring.current]
        head = bytes([self.ring.current])
        nonces = os.urandom(NONCE_BYTES * len(values))
        bound = self._bound
        sealed: list[bytes | None] = []
        for row, text in enumerate(values):
            if text is None:
                sealed.append(None)
                continue
            nonce = nonces[row * NONCE_BYTES : (row + 1) * NONCE_BYTES]
            encryptor = Cipher(cipher, GCM(nonce)).encryptor()
            encryptor.authenticate_additional_data(bound)
            body = encryptor.update(text.encode()) + encryptor.finalize()
            sealed.append(head + nonce + body + encryptor.tag)
        return sealed

    def open(self, sealed: bytes) -> str:
        """Return the text, or raise `TamperedError` or `UnknownKeyError`."""
        value = bytes(sealed)
        if len(value) < HEADER_BYTES + TAG_BYTES:
            raise self._tampered()
        self.ring.key(value[0])
        nonce, body, tag = value[1:HEADER_BYTES], value[HEADER_BYTES:-TAG_BYTES], value[-TAG_BYTES:]
        decryptor = Cipher(self._ciphers[value[0]], GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(self._bound)
        try:
            return (decryptor.update(body) + decryptor.finalize()).decode()
        except InvalidTag:
            raise self._tampered() from None

    def open_all(self, sealed: Iterable[bytes | None]) -> list[str | None]:
        """Return the texts in the same order; None stays None."""
        return [None if value is None else self.open(value) for value in sealed]

    def reseal(self, sealed: bytes) -> bytes:
        """Return the value sealed with the current key: the step of a rotation."""
        return (
            bytes(sealed)
            if sealed[:1] == bytes([self.ring.current])
            else self.seal(self.open(sealed))
        )

    def _tampered(self) -> TamperedError:
        return TamperedError(
            f"A sealed value of {self.field} was changed, or was sealed with another key.",
            hint="Restore the database and the key file from the same backup.",
        )
