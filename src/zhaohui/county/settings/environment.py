"""Read settings from the environment; a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from zhaohui.errors import ZhaohuiError

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class SettingError(ZhaohuiError):
    """An environment variable holds a value that the program can't use."""

    code = "setting"


def env_text(name: str, default: str = "") -> str:
    """Return the variable's text without surrounding spaces, or `default` where it is unset."""
    return os.environ.get(name, default).strip()


def env_bool(name: str, *, default: bool = False) -> bool:
    """Return True for 1/true/yes/on and False for 0/false/no/off."""
    text = os.environ.get(name)
    if text is None:
        return default
    if text.strip().lower() in TRUE:
        return True
    if text.strip().lower() in FALSE:
        return False
    raise SettingError(f"{name} is {text!r}, neither true nor false.", hint="Write 1 or 0.")


def env_int(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """Return the variable as a whole number between `low` and `high`."""
    text = env_text(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise SettingError(
            f"{name} is {text!r}, not a whole number.", hint=f"For example {default}."
        )
    if len(text) > len(str(high)) or not low <= int(text) <= high:
        raise SettingError(f"{name} is {text[:20]}.", hint=f"It must lie between {low} and {high}.")
    return int(text)


def env_choice(name: str, default: str, choices: Sequence[str]) -> str:
    """Return the variable, which must be one of the choices."""
    text = env_text(name, default)
    if text not in choices:
        hint = f"It may be {', '.join(choices)}."
        raise SettingError(f"{name} is {text[:20]!r}.", hint=hint)
    return text


def env_list(name: str, default: str = "") -> list[str]:
    """Return the comma-separated items of the variable."""
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


def env_folder(name: str, default: Path) -> Path:
    """Return an absolute folder path; it need not exist yet, but it must not be a file."""
    text = env_text(name)
    path = Path(text).expanduser().resolve() if text else default
    if path.exists() and not path.is_dir():
        raise SettingError(f"{name} is {text!r}, which is a file.", hint="Name a folder.")
    return path


def env_required(name: str, *, why: str) -> str:
    """Return the variable's text; stop the start where it is missing."""
    text = env_text(name)
    if not text:
        raise SettingError(f"{name} is not set: {why}.", hint="See docs/reference/settings.md.")
    return text
