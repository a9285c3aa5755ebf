"""The machine's C compiler: found or not, and its work kept under the hash of what it was given."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from zhaohui.engines.rules.errors import FactError

COMPILERS = ("cc", "gcc", "clang")
FLAGS = (
    "-std=gnu11", "-O3", "-march=native", "-fwrapv", "-fno-delete-null-pointer-checks",
    "-shared", "-fPIC", "-w",
)  # fmt: skip
SECONDS = 300


@cache
def compiler() -> tuple[str, str] | None:
    """Path and version of the C compiler, or None where there is none that answers."""
    for name in COMPILERS:
        path = shutil.which(name)
        if path is None:
            continue
        answer = _run([path, "--version"])
        if answer.returncode == 0:
            return path, answer.stdout.splitlines()[0]
    return None


def library(source: str, folder: Path | None = None) -> ctypes.CDLL:
    """The compiled program, from `folder` (else a folder of this user) if it was compiled before.

    Raises FactError where there is no compiler or it refuses.
    """
    found = compiler()
    if found is None:
        hint = "Install one (gcc or clang), or let DuckDB sweep."
        raise FactError("There is no C compiler on this machine.", hint=hint)
    path, version = found
    text = "\n".join([source, version, " ".join(FLAGS), _processor()])
    name = hashlib.sha256(text.encode()).hexdigest()[:32]
    where = folder or Path(_own_folder().name)
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = where / f"{name}.so"
    if not target.is_file():
        _compile(path, source, target)
    return ctypes.CDLL(str(target))


def _compile(path: str, source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".native-", dir=target.parent) as scratch:
        text, made = Path(scratch) / "rules.c", Path(scratch) / "rules.so"
        text.write_text(source, encoding="utf-8")
        answer = _run([path, *FLAGS, "-o", str(made), str(text)])
        if answer.returncode:
            raise FactError(
                f"The C compiler refused the rules: {answer.stderr.strip()[:300]}",
                hint="Let DuckDB sweep, and report the sentence.",
            )
        made.replace(target)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a compiler found on the path, and files of our own
        command, capture_output=True, text=True, check=False, timeout=SECONDS,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip


@cache
def _processor() -> str:
    """What -march=native looks at: a program is not carried to another processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return "\n".join(sorted({line for line in lines if line.startswith(("flags", "model name"))}))


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that nobody else can write to and that goes with this process, where none is named."""
    return tempfile.TemporaryDirectory(prefix="zhaohui-native-")
