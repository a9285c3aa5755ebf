"""Where the signing key of the sealed heads lies, and the heads themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zhaohui.engines.seals.heads import SealedHead, read_heads
from zhaohui.engines.seals.keyfile import read_or_create, replace
from zhaohui.engines.seals.signing import Ed25519Signer, Signer, public_keys

FOLDER = "audit"
HEADS_FILE = "heads.jsonl"
KEY_FILE = "seal_key.pem"
PUBLIC_FILE = "public_keys.pem"
KEY_VARIABLE = "ZHAOHUI_SEAL_KEY"


def signer_of(data: Path, *, text: str = "") -> Signer:
    """Return the signer with the private key `text`, else that of the data folder, made at first use."""
    if text:
        return Ed25519Signer.from_pem(text.replace("\\n", "\n"))
    return Ed25519Signer.from_pem(read_or_create(data / FOLDER / KEY_FILE, Ed25519Signer.new_pem))


def heads_of(data: Path) -> list[SealedHead]:
    """Return the sealed heads of a data folder; none where nothing was sealed yet."""
    path = data / FOLDER / HEADS_FILE
    return read_heads(path.read_bytes()) if path.is_file() else []


def keep_public_key(data: Path, signer: Signer) -> str:
    """Add the signer's public key to those of the data folder, oldest first; return all as PEM."""
    path = data / FOLDER / PUBLIC_FILE
    text = path.read_text("ascii") if path.is_file() else ""
    if signer.public_pem() not in text:
        text += signer.public_pem()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(path, text.rstrip())
    return text


def public_keys_of(data: Path) -> dict[str, Any]:
    """Return the public keys of a data folder by their numbers; none where nothing was sealed yet."""
    path = data / FOLDER / PUBLIC_FILE
    return public_keys(path.read_text("ascii")) if path.is_file() else {}
