"""Whether the audit chain holds: numbers without a gap, each entry sealed to the one before it."""

from __future__ import annotations

from zhaohui.county.audit.chain import COLUMNS, FIRST, link
from zhaohui.county.audit.models import ChainHead, Entry


def first_break() -> int | None:
    """Return the number of the first entry that breaks the chain (or lacks), None where it holds."""
    before, last = FIRST, 0
    for *values, found in Entry.objects.order_by("seq").values_list(*COLUMNS, "hash").iterator():
        last += 1
        if values[0] != last or link(before, values) != bytes(found):
            return last
        before = bytes(found)
    head = ChainHead.objects.filter(pk=ChainHead.ONLY_ID).values_list("seq", "hash").first()
    told = (head[0], bytes(head[1])) if head else (0, FIRST)
    return None if told == (last, before) else last + 1
