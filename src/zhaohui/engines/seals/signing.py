"""Sign with a key of our own; verify with the public half alone, also by `openssl`.

Ed25519 (RFC 8032) today. Another algorithm, such as SM2 (GB/T 32918), joins as a class with
`algorithm` and `sign`, and a line in `VERIFIERS`: what was signed before goes on verifying.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhaohui.engines.seals.errors import SealError

PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


class Signer(Protocol):
    """A private key that signs, named by its algorithm and by a short number of its public half."""

    algorithm: str
    key_id: str

    def sign(self, message: bytes) -> bytes:
        """Return the signature of the message."""
        ...

    def public_pem(self) -> str:
        """Return the public key as PEM (SubjectPublicKeyInfo)."""
        ...


class Ed25519Signer:
    """Signs with an Ed25519 key kept as PEM (PKCS 8).

    >>> signer = Ed25519Signer.from_pem(Ed25519Signer.new_pem())
    >>> public = public_keys(signer.public_pem())
    >>> verify(public, signer.algorithm, signer.key_id, signer.sign(b"head"), b"head")
    True
    """

    algorithm = "ed25519"

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.key_id = key_id(key.public_key())

    @staticmethod
    def new_pem() -> str:
        """Return a fresh private key as PEM."""
        return (
            Ed25519PrivateKey.generate()
            .private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            .decode()
        )

    @classmethod
    def from_pem(cls, text: str) -> Ed25519Signer:
        """Read a private key; SealError where it is none, without showing it."""
        try:
            key = serialization.load_pem_private_key(text.encode(), password=None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise SealError(
                "The signing key can't be read.",
                hint="It is an Ed25519 private key as PEM; restore it from the backup.",
            )
        return cls(key)

    def sign(self, message: bytes) -> bytes:
        """Return the signature (64 bytes)."""
        return self._key.sign(message)

    def public_pem(self) -> str:
        """Return the public key as PEM."""
        return pem_of(self._key.public_key())


def public_keys(text: str) -> dict[str, Any]:
    """Return the public keys of a file of PEM blocks by their numbers; SealError where there is none."""
    found = {}
    for block in PEM.findall(text):
        try:
            key = serialization.load_pem_public_key(block.encode())
        except ValueError:
            raise SealError("A public key in the file is damaged.") from None
        found[key_id(key)] = key
    if not found:
        raise SealError(
            "The file holds no public key.", hint="It is the PEM that `zhaohui audit key` prints."
        )
    return found


def key_id(key: Any) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a public key's DER bytes."""
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()[:16]


def pem_of(key: Any) -> str:
    """Return a public key as PEM."""
    text: bytes = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return text.decode()


def verify(
    keys: dict[str, Any], algorithm: str, name: str, signature: bytes, message: bytes
) -> bool:
    """Say whether the message was signed with the key of that number; False for an unknown one."""
    check = VERIFIERS.get(algorithm)
    return name in keys and check is not None and check(keys[name], signature, message)


def _ed25519(key: Any, signature: bytes, message: bytes) -> bool:
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


VERIFIERS: dict[str, Callable[[Any, bytes, bytes], bool]] = {"ed25519": _ed25519}
