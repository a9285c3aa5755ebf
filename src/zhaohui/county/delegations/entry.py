"""What an officer wants to delegate, judged before it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.delegations.errors import DelegationError
from zhaohui.packs.action_names import DELEGABLE
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.pack import Pack

LEAST_WORDS, LONGEST_WORDS, LONGEST_CONDITIONS, LONGEST_BATCH = 4, 300, 2_000, 64


@dataclass(frozen=True, kw_only=True)
class DelegationEntry:
    """What is to be delegated: `steps` of `DELEGABLE`, `items` and `areas` by their codes."""

    batch: str
    department: str
    items: tuple[str, ...]
    areas: tuple[str, ...]
    steps: tuple[str, ...]
    start: dt.date | None
    until: dt.date | None
    conditions: str


def checked(
    entry: DelegationEntry, pack: Pack, today: dt.date
) -> tuple[list[CaseItem], dt.date, dt.date]:
    """Return the items and the days; DelegationError names the field to mend."""
    if not 0 < len(entry.batch.strip()) <= LONGEST_BATCH:
        raise DelegationError(_("请写批次，如“第一批”，最多 64 个字。"), field="batch")
    if not 0 < len(entry.department.strip()) <= LONGEST_BATCH:
        raise DelegationError(_("请写是哪个部门的事项。"), field="department")
    known = case_items(pack, today)
    if not entry.items or not set(entry.items) <= known.keys():
        raise DelegationError(_("请至少选一个可以申请的事项。"), field="items")
    areas = {row.code for row in pack.towns} | {row.code for row in pack.villages}
    if not entry.areas or not set(entry.areas) <= areas:
        raise DelegationError(_("请至少选一个镇、街道或者村（社区）。"), field="areas")
    if not entry.steps or not set(entry.steps) <= DELEGABLE.keys():
        raise DelegationError(_("请选赋哪几步：受理、审查、决定。"), field="steps")
    if entry.start is None or entry.start < today:
        raise DelegationError(_("请写从哪一天起，不能早于今天。"), field="start")
    if entry.until is None or entry.until < entry.start:
        raise DelegationError(_("请写到哪一天止，不能早于起始日。"), field="until")
    if not LEAST_WORDS <= len(entry.conditions.strip()) <= LONGEST_CONDITIONS:
        raise DelegationError(
            _("请写明条件：承接的镇村要做到什么，至少 4 个字。"), field="conditions"
        )
    return [known[name] for name in dict.fromkeys(entry.items)], entry.start, entry.until


def require_words(words: str, field: str) -> str:
    """Return the words in one piece; DelegationError where they say nothing or too much."""
    said = words.strip()
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise DelegationError(_("请写明理由，4 到 300 个字。"), field=field)
    return said
