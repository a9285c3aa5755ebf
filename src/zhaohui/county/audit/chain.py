"""The tables and columns of the log, in the order that an entry's hash is taken over. Without Django.

A column that is added later stands last and is left out of the hash where it is NULL, so that old
entries go on verifying.
"""

from __future__ import annotations

from zhaohui.engines.seals.chain import FIRST, link

__all__ = ["COLUMNS", "ENTRIES", "FIRST", "HEAD", "PEOPLE", "link"]

ENTRIES = "audit_entry"
HEAD = "audit_chainhead"
PEOPLE = "audit_entryperson"

COLUMNS = (
    "seq",
    "at",
    "act",
    "actor_kind",
    "actor_id",
    "actor_label",
    "action",
    "subject_kind",
    "subject_id",
    "purpose",
    "fields",
    "people",
    "change",
)
