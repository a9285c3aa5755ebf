"""The columns that the ledger compares; rules are small numbers, money is int64 fen, NULL is unknown."""

from __future__ import annotations

import pyarrow as pa

# What a sweep answered: yes and unknown alone.
ANSWERS = pa.schema([
    ("person", pa.int64()), ("rule", pa.int16()), ("household", pa.int64()), ("area", pa.string()),
    ("status", pa.int8()), ("amount_fen", pa.int64()), ("reasons", pa.int64()), ("needs", pa.int64()),
])  # fmt: skip
# Who holds what on the day, by the lists of those who pay; `household` is the rule's kind of household.
HELD = pa.schema([
    ("person", pa.int64()), ("rule", pa.int16()), ("household", pa.int64()), ("area", pa.string()),
    ("held_fen", pa.int64()),
])  # fmt: skip
# What the ledger says now.
STANDING = pa.schema([
    ("person", pa.int64()), ("rule", pa.int16()), ("household", pa.int64()), ("area", pa.string()),
    ("status", pa.int8()), ("state", pa.int8()), ("amount_fen", pa.int64()), ("is_held", pa.bool_()),
    ("held_fen", pa.int64()), ("reasons", pa.int64()), ("needs", pa.int64()),
    ("since", pa.date32()), ("version", pa.int64()),
])  # fmt: skip
# The rules by number: whose subject is a household, and of which lists of holders exist.
RULES = pa.schema([
    ("rule", pa.int16()), ("is_household", pa.bool_()), ("tracked", pa.bool_()),
])  # fmt: skip
RIVALS = pa.schema([("rule", pa.int16()), ("other", pa.int16())])
