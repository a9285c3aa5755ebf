"""Facts that are missing after the application: which an officer may ask for, and how they are asked, read and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.contents import answers_of, seal
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.cases.queries import READ, visible_to
from zhaohui.county.cases.states import OWN
from zhaohui.county.forms.answers import Answers, Place
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.needs import fact_entry
from zhaohui.county.forms.queries import facts_of, sitting_of_item
from zhaohui.county.forms.reading import read_field
from zhaohui.county.forms.sitting import member_label
from zhaohui.engines.rules.vocabulary import BIRTH, HEAD_RELATION
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow

MADE_BY_PROGRAM = (BIRTH, HEAD_RELATION)  # who lives together is the registry's


class FactsNotGiven(CaseAnswerError):
    """What was asked for has no answer, or one that can't be used; `fields` say which."""

    def __init__(self, message: str, fields: list[Field]) -> None:
        super().__init__(message)
        self.fields = fields


@dataclass(frozen=True)
class Asked:
    """One fact as it is asked: its question, and a field for each whom it concerns."""

    fact: FactRow
    fields: list[Field]


def askable(actor: Actor, case: Case, pack: Pack) -> list[FactRow]:
    """Return the facts of the item's rules that the registry does not know, or not freshly enough.

    NotVisible for whom the case is out of reach.
    """
    _require_reach(actor, case)
    return [pack.fact(name) for name, places in _open_places(case, pack).items() if places]


def lacks_of(actor: Actor, case: Case, pack: Pack, names: Iterable[str]) -> list[dict[str, str]]:
    """Return these facts as a return names them, without those that can't be asked here."""
    known = {fact.name: fact for fact in askable(actor, case, pack)}
    return [{"fact": name, "name": known[name].question} for name in names if name in known]


def asked_facts(actor: Actor, case: Case, pack: Pack) -> list[Asked]:
    """Return what the applicant was asked last and has still to answer; none in any other state.

    NotVisible for whom the case is out of reach.
    """
    _require_reach(actor, case)
    if case.state != CaseState.RETURNED:
        return []
    step = case.steps.filter(name="return").order_by("pk").last()
    names = [each["fact"] for each in step.lacks if each.get("fact")] if step else []
    if not names:
        return []
    places, answers = _open_places(case, pack), answers_of(case)
    return [_asked(pack, answers, name, places[name]) for name in names if places.get(name)]


def read_asked(asked: Iterable[Asked], given: Mapping[str, str], today: dt.date) -> list[Asked]:
    """Return the fields with what was written and what is wrong with it."""
    return [
        replace(each, fields=[read_field(field, given, today) for field in each.fields])
        for each in asked
    ]


def keep(case: Case, read: Iterable[Asked]) -> list[str]:
    """Add the answers to what the applicant stated, sealed; return the facts' names. The caller saves."""
    answers, names = answers_of(case), []
    for each in read:
        for field in each.fields:
            answers.put(field.entry, field.member, field.raw)
        answers.asked = [pair for pair in answers.asked if pair[0] != each.fact.name]
        answers.asked.append((each.fact.name, [field.member for field in each.fields]))
        names.append(each.fact.name)
    case.answers_sealed = seal(answers.as_json())
    return names


def _require_reach(actor: Actor, case: Case) -> None:
    """By area or person; else by a delegation, or as the one who applied for her."""
    if any(actor.may_for(each, case.subject_id, case.area) for each in (READ, OWN)):
        return
    if not any(visible_to(actor, each).filter(pk=case.pk).exists() for each in (READ, OWN)):
        raise NotVisible


def _asked(pack: Pack, answers: Answers, name: str, places: list[Place]) -> Asked:
    entry = fact_entry(pack, name)

    def label(place: Place) -> str:
        """Return the question; of whom it is asked, where that is not plain."""
        if place is None or places == [0]:
            return entry.label
        who = member_label(answers.members[place], place)
        return who if len(places) > 1 else f"{entry.label}（{who}）"

    fields = [field_for(pack, Question(entry, place), label=label(place)) for place in places]
    return Asked(pack.fact(name), fields)


def _open_places(case: Case, pack: Pack) -> dict[str, list[Place]]:
    """Return of each fact of the item's rules whom the registry does not know it of, by place in the form."""
    sitting = sitting_of_item(pack, case.item, case.subject_id)
    item = case_item(pack, case.item)
    about_home = any(rule.subject == "household" for rule in item.rules)
    members = range(len(case.people)) if about_home else range(1)
    here = {person: place for place, person in enumerate(sitting.people)}
    found: dict[str, list[Place]] = {}
    for name in sorted(facts_of(sitting.sheet, sitting.book) - set(MADE_BY_PROGRAM)):
        if pack.fact(name).entity != "person":
            found[name] = [] if (None, name) in sitting.known else [None]
            continue
        found[name] = [
            place
            for place in members
            if (here.get(case.people[place], -1), name) not in sitting.known
        ]
    return found
