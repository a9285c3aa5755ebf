"""Which records of another register suit one, by the conditions of its file; each exclusion explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.models import Tie
from zhaohui.county.registers.fields import typed
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import visible_to
from zhaohui.county.registry.people_list import area_names
from zhaohui.packs.schema.dealings import FitRow, MatchRow
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

MOST = 200
TOWN_DIGITS = 9
Verdict = Literal["fits", "open", "excluded"]
ORDER = {"fits": 0, "open": 1, "excluded": 2}


@dataclass(frozen=True)
class Reason:
    """A condition in words, what was asked, what the other says, and whether that is enough.

    `is_met` None: the other record does not say, and somebody has to ask.
    """

    name: str
    asked: str
    said: str
    is_met: bool | None


@dataclass(frozen=True)
class Candidate:
    """A record of the other register with its verdict and the reasons of the conditions that ask something."""

    record: Record
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Seeker:
    """A record that looks for others: its register, its kind of tie, its texts read as allowed."""

    register: RegisterRow
    match: MatchRow
    row: Record
    texts: Mapping[str, str]


def candidates(actor: Actor, seeker: Seeker) -> list[Candidate]:
    """Return up to 200 records in the actor's reach, those that fit first, then by place and number.

    Who asks for nothing in a condition is not held to it.
    """
    match, town = seeker.match, seeker.row.place[:TOWN_DIGITS]
    rows = visible_to(actor, "record.read").filter(register=match.to, merged_into=None)
    if match.states:
        rows = rows.filter(state__in=match.states)
    tied = Tie.objects.filter(record=seeker.row, kind=match.id).values("other")
    found = [judged(seeker, each) for each in rows.exclude(pk__in=tied).order_by("pk")[:MOST]]

    def place(each: Candidate) -> tuple[int, bool, int]:
        is_far = not each.record.area.startswith(town)
        return ORDER[each.verdict], is_far, each.record.pk

    return sorted(found, key=place)


def judged(seeker: Seeker, candidate: Record) -> Candidate:
    """Return the candidate with its verdict: excluded by one "no", open by one unknown, else it fits."""
    all_of_them = (reason_of(each, seeker, candidate) for each in seeker.match.conditions)
    reasons = tuple(each for each in all_of_them if each is not None)
    verdict: Verdict = "fits"
    if any(each.is_met is None for each in reasons):
        verdict = "open"
    if any(each.is_met is False for each in reasons):
        verdict = "excluded"
    return Candidate(candidate, verdict, reasons)


def reason_of(condition: FitRow, seeker: Seeker, candidate: Record) -> Reason | None:
    """Return how a condition stands between two records; None where the seeker asks for nothing."""
    if condition.holds == "near":
        names = area_names(current_pack())
        own, there = seeker.row.place[:TOWN_DIGITS], candidate.area[:TOWN_DIGITS]
        return Reason(condition.name, names.get(own, ""), names.get(there, ""), own == there)
    asked = seeker.texts.get(condition.own, "")
    if not asked or (condition.holds == "offers" and asked != "是"):
        return None
    said = candidate.values.get(condition.other, "")
    own_field = seeker.register.field(condition.own)
    return Reason(condition.name, asked, said, is_met(condition, own_field, asked, said))


def is_met(condition: FitRow, field: RegisterField | None, asked: str, said: str) -> bool | None:
    """Say whether what is said meets what is asked; None where nothing is said."""
    if not said or field is None:
        return None
    if condition.holds == "same":
        return said == asked
    if condition.holds == "offers":
        return said == "是"
    mine, offered = typed(field, asked), typed(field, said)
    return bool(mine <= offered) if condition.holds == "at_most" else bool(mine >= offered)
