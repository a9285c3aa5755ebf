"""Audit entries as a resident reads them: when, which office, what, why, which facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.log_list import county_time
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.words import resident_words
from zhaohui.packs.pack import Pack

SHOWN_FIELDS = 6


@dataclass(frozen=True, kw_only=True)
class FieldGroup:
    """The facts of one department 来源部门 that were used, by name."""

    department: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DataUse:
    """One use of a resident's data. `who` is an office and post, never an officer's name."""

    number: int
    at: str
    who: str
    did: str
    purpose: str
    groups: tuple[FieldGroup, ...]
    others: int  # how many people besides her the same entry concerns
    is_own: bool

    @property
    def field_count(self) -> int:
        """How many facts were used."""
        return sum(len(group.names) for group in self.groups)

    @property
    def is_short(self) -> bool:
        """Whether the facts can be listed without unfolding."""
        return self.field_count <= SHOWN_FIELDS


def data_uses(pack: Pack, actor: Actor, entries: Sequence[Entry]) -> list[DataUse]:
    """Return the entries in a resident's words."""
    departments = {fact.name: fact.source for fact in pack.facts}
    return [_use(entry, actor, departments) for entry in entries]


def _use(entry: Entry, actor: Actor, departments: dict[str, str]) -> DataUse:
    people = len(orjson.loads(entry.people)) if entry.people else 1
    is_own = entry.actor_id is not None and entry.actor_id == actor.user_id
    return DataUse(
        number=entry.seq,
        at=county_time(entry.at)[:-3],
        who=_("您本人") if is_own else _who(entry),
        did=resident_words(entry.action),
        purpose=entry.purpose,
        groups=_groups(orjson.loads(entry.fields), departments),
        others=people - 1,
        is_own=is_own,
    )


def _who(entry: Entry) -> str:
    if entry.actor_kind == "resident":
        return _("您委托的亲友")
    if entry.actor_kind == "system":
        return _("系统自动处理（%(name)s）") % {"name": entry.actor_label}
    return entry.actor_label


def _groups(names: Sequence[str], departments: dict[str, str]) -> tuple[FieldGroup, ...]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(departments.get(name, _("基本信息")), []).append(name)
    return tuple(
        FieldGroup(department=department, names=tuple(found))
        for department, found in groups.items()
    )
