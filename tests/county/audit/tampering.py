"""What a dishonest owner of the database does to its log: statements on a copy, triggers dropped first.

Each way has the number of the first entry that it spoils, in a log of ten. Columns of an entry:
see `zhaohui.county.audit.chain.COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from zhaohui.county.audit.chain import COLUMNS, FIRST, link

ENTRIES = 10
Execute = Callable[..., list[Any]]
_NAMES = ", ".join((*COLUMNS, "hash"))


@dataclass(frozen=True)
class Way:
    """One way to tamper; `first_bad` is the entry that must be named."""

    name: str
    first_bad: int
    do: Callable[[Execute], None]


def sql(*statements: str) -> Callable[[Execute], None]:
    def do(execute: Execute) -> None:
        for statement in statements:
            execute(statement)

    return do


def shift(first: int, by: int) -> str:
    """Renumber all entries from `first` on, without two ever bearing one number."""
    return f"UPDATE audit_entry SET seq = -(seq + {by}) WHERE seq >= {first}"


def forge(execute: Execute) -> None:
    """Edit an entry and give it a hash that fits it: the next one no longer fits."""
    execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = 4")
    reseal(execute, range(4, 5))


def rewrite(execute: Execute) -> None:
    """Edit an entry and seal all that follow anew, head row included: nothing inside shows it."""
    execute("UPDATE audit_entry SET actor_id = 99 WHERE seq = 4")
    reseal(execute, range(4, ENTRIES + 1))
    execute("UPDATE audit_chainhead SET hash = (SELECT hash FROM audit_entry WHERE seq = 10)")


def cut(execute: Execute) -> None:
    """Remove the last entries and set the head row back: nothing inside shows it."""
    execute("DELETE FROM audit_entryperson WHERE entry_seq > 7")
    execute("DELETE FROM audit_entry WHERE seq > 7")
    execute(
        "UPDATE audit_chainhead SET seq = 7, hash = (SELECT hash FROM audit_entry WHERE seq = 7)"
    )


def reseal(execute: Execute, numbers: Iterable[int]) -> None:
    for seq in numbers:
        before = execute(f"SELECT hash FROM audit_entry WHERE seq = {seq - 1}")
        values = execute(f"SELECT {', '.join(COLUMNS)} FROM audit_entry WHERE seq = {seq}")[0]
        digest = link(bytes(before[0][0]) if before else FIRST, tuple(values))
        execute(f"UPDATE audit_entry SET hash = %s WHERE seq = {seq}", digest)


_COPY_OF_5 = (
    f"INSERT INTO audit_entry ({_NAMES}) SELECT "
    + _NAMES.replace("seq,", "{seq},", 1)
    + " FROM audit_entry WHERE seq = 5"
)

WAYS = (
    Way("edited purpose", 3, sql("UPDATE audit_entry SET purpose = 'x' WHERE seq = 3")),
    Way("edited account", 1, sql("UPDATE audit_entry SET actor_id = 99 WHERE seq = 1")),
    Way("account taken away", 10, sql("UPDATE audit_entry SET actor_id = NULL WHERE seq = 10")),
    Way("edited time", 9, sql("UPDATE audit_entry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 9")),
    Way("edited hash", 6, sql("UPDATE audit_entry SET hash = (SELECT hash FROM audit_entry WHERE seq = 2) WHERE seq = 6")),
    Way("edited with a hash that fits", 5, forge),
    Way("removed", 4, sql("DELETE FROM audit_entry WHERE seq = 4")),
    Way("removed, gap closed", 4, sql("DELETE FROM audit_entry WHERE seq = 4", shift(5, -1), "UPDATE audit_entry SET seq = -seq WHERE seq < 0")),
    Way("first removed", 1, sql("DELETE FROM audit_entry WHERE seq = 1")),
    Way("two swapped", 2, sql("UPDATE audit_entry SET seq = -8 WHERE seq = 8", "UPDATE audit_entry SET seq = 8 WHERE seq = 2", "UPDATE audit_entry SET seq = 2 WHERE seq = -8")),
    Way("inserted between", 6, sql(shift(6, 1), "UPDATE audit_entry SET seq = -seq WHERE seq < 0", _COPY_OF_5.format(seq=6))),
    Way("inserted at the end", 11, sql(_COPY_OF_5.format(seq=11))),
    Way("inserted before the first", 1, sql(_COPY_OF_5.format(seq=0))),
    Way("tail removed", 8, sql("DELETE FROM audit_entry WHERE seq >= 8")),
    Way("all removed", 1, sql("DELETE FROM audit_entry")),
    Way("head row removed", 11, sql("DELETE FROM audit_chainhead")),
    Way("head row set back", 8, sql("UPDATE audit_chainhead SET seq = 7, hash = (SELECT hash FROM audit_entry WHERE seq = 7)")),
    Way("head row's hash", 10, sql("UPDATE audit_chainhead SET hash = (SELECT hash FROM audit_entry WHERE seq = 7)")),
    Way("a person taken out of the index", 5, sql("DELETE FROM audit_entryperson WHERE person_id = 2")),
    Way("another person in the index", 5, sql("UPDATE audit_entryperson SET person_id = 77 WHERE person_id = 3")),
    Way("a person added to the index", 4, sql("INSERT INTO audit_entryperson (person_id, entry_seq) VALUES (2, 4)")),
)  # fmt: skip
# Only the sealed heads (of entries 5 and 10) tell these.
SEALED_WAYS = (Way("rewritten from 4 on", 1, rewrite), Way("cut with the head row", 8, cut))
