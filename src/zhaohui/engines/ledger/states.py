"""What a finding means beside what is actually held: the ledger's states."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """A rule's answer."""

    NO = 0
    YES = 1
    UNKNOWN = 2


class State(IntEnum):
    """A rule's answer beside what is held 待遇状态; a person's rule in no state has no row.

    ENTITLED: nobody has said who holds this benefit, so whether it is missing is not known.
    """

    ENTITLED = 0
    HELD = 1
    MISSING = 2
    OVER = 3
    DIFFERS = 4
    CONFLICTING = 5
    NEEDS_EVIDENCE = 6
    EXCLUDED = 7


# `rival` is yes beside another yes that may not be paid together with it; `rival_held` the same
# for what is held; `tracked` says that lists of holders of this benefit are known.
STATE_SQL = f"""CASE
    WHEN status = {Status.UNKNOWN} THEN {State.NEEDS_EVIDENCE}
    WHEN status = {Status.NO} THEN {State.OVER}
    WHEN is_held AND rival_held THEN {State.CONFLICTING}
    WHEN is_held AND amount_fen IS NOT NULL AND held_fen IS NOT NULL AND amount_fen <> held_fen
        THEN {State.DIFFERS}
    WHEN is_held THEN {State.HELD}
    WHEN rival_held THEN {State.EXCLUDED}
    WHEN tracked AND rival THEN {State.CONFLICTING}
    WHEN tracked THEN {State.MISSING}
    ELSE {State.ENTITLED} END"""
