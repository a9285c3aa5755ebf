"""A secret made once and kept in a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from zhaohui.engines.seals.errors import SealError

OWNER_ONLY = 0o600


def kept_secret(path: Path) -> str:
    """Return the secret text in `path`, making it at first use (mode 600).

    Example: `kept_secret(data_folder() / "secret_key")`.
    """
    return read_or_create(path, lambda: secrets.token_urlsafe(50))


def read_or_create(path: Path, make: Callable[[], str]) -> str:
    """Return the text of `path`; where it is missing, write `make()` there first (mode 600).

    Two processes that start together end with the same text: the file appears whole, by a link
    that fails for the second one. An empty or damaged file raises `SealError`.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            _write(draft, make())
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink(missing_ok=True)
    try:
        text = path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        text = ""
    if not text:
        hint = "Restore it from the backup that also holds the database."
        raise SealError(f"{path} is empty or not text.", hint=hint)
    return text


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of the file at once (mode 600)."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(draft, text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
