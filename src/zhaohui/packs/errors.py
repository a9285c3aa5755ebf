"""What can be wrong with a pack: one problem a place, and the error that stops a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhaohui.errors import ZhaohuiError

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack: where ("file:line"), how grave, what (a sentence), how to mend it."""

    place: str
    severity: Severity
    message: str
    hint: str = ""


class PackError(ZhaohuiError):
    """The pack cannot be used; `problems` lists every fault that was found."""

    code = "pack"

    def __init__(self, message: str, *, hint: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class Problems(list[Problem]):
    """The problems collected so far; the readers and the checks add to it."""

    def error(self, place: str, message: str, hint: str = "") -> None:
        """Note something that makes the pack unusable."""
        self.append(Problem(place, "error", message, hint))

    def warning(self, place: str, message: str, hint: str = "") -> None:
        """Note something that an officer should mend."""
        self.append(Problem(place, "warning", message, hint))

    def info(self, place: str, message: str, hint: str = "") -> None:
        """Note something that is worth knowing."""
        self.append(Problem(place, "info", message, hint))
