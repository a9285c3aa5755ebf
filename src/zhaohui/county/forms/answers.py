"""The answers given so far, in one shape for every use of a form: what `check_household` reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from zhaohui.packs.pack import Pack
from zhaohui.packs.sheet import END, START, Entry, Sheet

Facts = dict[str, str]
UNKNOWN = "?"  # 不知道, as a form sends it
Place = int | None  # a member's index; None is the household, or the form as a whole


@dataclass
class Answers:
    """What was stated, as text by name, and how far the form is.

    `own` and `own_members` hold the form's own fields. `asked` keeps, in order, each fact that the
    rules asked for and of whom (None: the household), so that the way back and 不知道 are known;
    `unsure` holds what was answered by 不知道 on the form's own pages.
    """

    step: str = START
    members: list[Facts] = field(default_factory=list)
    living: Facts = field(default_factory=dict)
    registered: Facts = field(default_factory=dict)
    own: Facts = field(default_factory=dict)
    own_members: list[Facts] = field(default_factory=list)
    asked: list[tuple[str, list[Place]]] = field(default_factory=list)
    unsure: list[tuple[str, Place]] = field(default_factory=list)

    def set_count(self, count: int) -> None:
        """Make room for that many people; those already described keep their facts."""
        for people in (self.members, self.own_members):
            people[:] = [*people, *({} for _ in range(count))][:count]
        self.unsure = [each for each in self.unsure if each[1] is None or each[1] < count]

    @property
    def asked_before(self) -> set[tuple[str, Place]]:
        """What the rules asked for already, whatever was answered, and what nobody could tell."""
        return {(name, who) for name, people in self.asked for who in people} | set(self.unsure)

    def kept_in(self, entry: Entry, member: Place) -> Facts:
        """Return the mapping that holds an entry's answer of a member or of the household."""
        if entry.is_own:
            return self.own if member is None else self.own_members[member]
        if member is not None:
            return self.members[member]
        return self.registered if entry.fact.entity == "registered" else self.living

    def get(self, entry: Entry, member: Place) -> str:
        """Return the answer as text: empty where there is none, UNKNOWN for 不知道."""
        unsure = UNKNOWN if (entry.key, member) in self.unsure else ""
        return self.kept_in(entry, member).get(entry.key, unsure)

    def put(self, entry: Entry, member: Place, text: str) -> None:
        """Keep an answer; an empty one is forgotten, 不知道 is noted."""
        kept, note = self.kept_in(entry, member), (entry.key, member)
        self.unsure = [each for each in self.unsure if each != note]
        if text == UNKNOWN:
            self.unsure.append(note)
        if text and text != UNKNOWN:
            kept[entry.key] = text
        else:
            kept.pop(entry.key, None)

    def document(self, labels: Sequence[str]) -> dict[str, Any]:
        """Return the household as `check_household` reads it, members under these labels."""
        pairs = zip(labels, self.members, strict=True)
        return {
            "members": [{"label": label, **facts} for label, facts in pairs],
            "living": self.living,
            "registered": self.registered,
        }

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that have an answer."""
        stated = [*self.members, self.living, self.registered, self.own, *self.own_members]
        return tuple(dict.fromkeys(name for facts in stated for name in facts))

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain JSON values."""
        return asdict(self)


SHAPE = TypeAdapter(Answers)  # made once: making it takes longer than reading


def from_json(kept: Any, sheet: Sheet, pack: Pack) -> Answers | None:
    """Return the answers that `as_json` gave; None where they fit neither the form nor the pack.

    They may be genuine and yet of no use: kept by another version of the program or of the pack.
    """
    try:
        answers = SHAPE.validate_python(kept)
    except ValidationError:
        return None
    if not answers.own_members:
        answers.own_members = [{} for _ in answers.members]
    return answers if _is_known(answers, sheet, pack) else None


def _is_known(answers: Answers, sheet: Sheet, pack: Pack) -> bool:
    entities = {fact.name: fact.entity for fact in pack.facts}
    stated = [("person", facts) for facts in answers.members]
    stated += [("living", answers.living), ("registered", answers.registered)]
    own = {entry.key for entry in sheet.entries.values() if entry.is_own}
    places = {None, *range(len(answers.members))}
    most = sheet.form.members.most if sheet.form.members else 1
    return (
        len(answers.members) == len(answers.own_members) <= most
        and answers.step in {START, END, *(page.key for page in sheet.pages)}
        and (answers.step == START or bool(answers.members))
        and all(entities.get(name) == entity for entity, facts in stated for name in facts)
        and all(own.issuperset(facts) for facts in (answers.own, *answers.own_members))
        and all(name in entities and places.issuperset(who) for name, who in answers.asked)
        and all(name in {*entities, *own} and who in places for name, who in answers.unsure)
    )
