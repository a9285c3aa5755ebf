"""Name what is wrong outside the program: a full disk, a locked or damaged database, too little memory."""

from __future__ import annotations

import errno
import os
import sys

from zhaohui.errors import ZhaohuiError

FULL_DISK = "Make room, then run the command again; nothing half-written was kept."
NO_RIGHT = "Give this account the right to write there, or name another folder in ZHAOHUI_DATA."
OTHER_FILE = "Look at that file or folder; ZHAOHUI_DATA names the data folder."
FROM_BACKUP = (
    "Restore it with keys.json from the same backup; a synthetic county can be made anew in an"
    " empty data folder: zhaohui seed."
)
MIGRATE = "Bring it up to date: zhaohui run --no-serve."
HINTS = {
    errno.ENOSPC: FULL_DISK,
    errno.EDQUOT: FULL_DISK,
    errno.EFBIG: FULL_DISK,
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EROFS: NO_RIGHT,
}
# What SQLite says, and what a person makes of it.
DATABASE_WORDS = {
    "is locked": (
        "Another command is writing to the database.",
        "Wait until it has ended, then run this one again.",
    ),
    "is full": ("The disk is full.", FULL_DISK),
    "disk i/o error": ("The disk did not take or give the data.", FULL_DISK),
    "readonly": ("The database may not be written.", NO_RIGHT),
    "unable to open": ("The database file can't be opened.", NO_RIGHT),
    "malformed": ("The database file is damaged.", FROM_BACKUP),
    "not a database": ("The database file is damaged.", FROM_BACKUP),
    "no such table": ("The database is of another version of the program.", MIGRATE),
    "no such column": ("The database is of another version of the program.", MIGRATE),
}


class OutsideError(ZhaohuiError):
    """Something outside the program is missing, full, locked or damaged."""

    code = "outside"
    exit_code = 3


def outside_errors() -> tuple[type[Exception], ...]:
    """Return the kinds of exception that `explained` may know, of the libraries in use so far."""
    kinds: list[type[Exception]] = [OSError, MemoryError]
    if django := sys.modules.get("django.db.utils"):
        kinds.append(django.DatabaseError)
    if duckdb := sys.modules.get("duckdb"):
        kinds += [duckdb.IOException, duckdb.OutOfMemoryException]
    return tuple(kinds)


def explained(error: Exception) -> OutsideError | None:
    """Return the sentence for an error from outside; None where it is the program's own fault."""
    if isinstance(error, OSError):
        return _file_error(error)
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return OutsideError(
            "The memory does not suffice.",
            hint="End other programs; ZHAOHUI_SWEEP_MEMORY_MB says what a sweep may take.",
        )
    if type(error).__name__ == "IOException":
        return OutsideError(str(error).splitlines()[0], hint=OTHER_FILE)
    return _database_error(str(error).lower())


def _file_error(error: OSError) -> OutsideError:
    # Libraries in C give the number and a text of their own.
    what = os.strerror(error.errno) if error.errno else str(error)
    where = f"{error.filename}: " if error.filename is not None else ""
    return OutsideError(f"{where}{what}.", hint=HINTS.get(error.errno or 0, OTHER_FILE))


def _database_error(said: str) -> OutsideError | None:
    found = next((words for sign, words in DATABASE_WORDS.items() if sign in said), None)
    return OutsideError(found[0], hint=found[1]) if found else None
