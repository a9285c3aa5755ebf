"""Why one person is or is not entitled: the rule's trace, and where each fact comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import override

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.check import citation, sentences
from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.entitlements.telling import Said, Teller, plain_text
from zhaohui.county.entitlements.telling.frames import framed
from zhaohui.county.entitlements.telling.values import area_words
from zhaohui.county.registry import queries as registry
from zhaohui.engines.rules import Household, ParameterUse, Rulebook, Trace
from zhaohui.engines.rules.story import phrase, tell, value_words
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow


class NoSuchServiceError(ZhaohuiError):
    """Neither a rule nor a slot of the catalog has this id."""

    code = "no-such-service"
    status = 404


def explain(
    actor: Actor,
    *,
    pack: Pack,
    book: Rulebook,
    person: int,
    service: str,
    as_of: dt.date,
    action: str = "finding.read",
    called: Callable[[int], str] | None = None,
) -> dict[str, Any]:
    """Return the trace of the rule `service` (or of all rules of that slot) for one person.

    Money is in fen. Each fact says whose it is (by registry id), its source and day; each
    parameter its area, dates and source. `told` are the sentences in the language of the moment,
    `text` the same as one text; `called` gives the words for a person's registry id (without it
    names and numbers of people are not in it). NotVisible where `action` does not reach the person.
    """
    registry.person_visible_to(actor, action, person)
    return explained(
        pack=pack, book=book, person=person, service=service, as_of=as_of, called=called
    )


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What an applicant stated on a day, by registry id of the person or household, and fact name."""

    department: str
    as_of: dt.date
    facts: Mapping[tuple[int, str], Any]


def explained(
    *,
    pack: Pack,
    book: Rulebook,
    person: int,
    service: str,
    as_of: dt.date,
    called: Callable[[int], str] | None = None,
    stated: Stated | None = None,
) -> dict[str, Any]:
    """Return what `explain` returns; the caller has asked whether the person may be read.

    With `stated`, what was stated counts where the registry does not know better since that day.
    """
    people, homes = registry.people_around(person)
    origins = registry.origins(people, homes)
    people, homes = registry.without_lapsed(people, homes, pack.facts, as_of, origins)
    if stated is not None:
        people, homes, origins = _with_stated(pack, people, homes, origins, stated)
    household = household_view(pack.facts, people, homes)
    called = called or (lambda pk: framed("member", pk=pk))
    told = _Story(pack=pack, people=people, origins=origins, called=called)
    return {
        "person": person,
        "as_of": as_of.isoformat(),
        "living_household": people[0]["living_id"],
        "registered_household": people[0]["registered_id"],
        "synthetic": origins.rows["person", person].is_synthetic,
        "rules": [told.rule(rule, book, household, as_of) for rule in rules_named(pack, service)],
    }


def _with_stated(
    pack: Pack,
    people: registry.Rows,
    homes: registry.Rows,
    origins: registry.Origins,
    stated: Stated,
) -> tuple[registry.Rows, registry.Rows, registry.Origins]:
    fields = dict(origins.fields)
    said = registry.Origin(
        department=stated.department,
        as_of=stated.as_of,
        is_synthetic=origins.rows["person", people[0]["id"]].is_synthetic,
    )

    def with_own(subject: str, row: dict[str, Any]) -> dict[str, Any]:
        own = dict(row)
        for (key, name), value in stated.facts.items():
            fact = pack.fact(name)
            is_hers = key == row["id"] and (fact.entity == "person") == (subject == "person")
            if not is_hers or fact.column not in row:
                continue
            known = origins.of(subject, key, fact.column)
            if row[fact.column] is None or known.as_of < stated.as_of:
                own[fact.column] = value
                fields[subject, key, fact.column] = said
        return own

    people = [with_own("person", row) for row in people]
    homes = [with_own("household", row) for row in homes]
    return people, homes, registry.Origins(rows=origins.rows, fields=fields)


def letter_text(
    actor: Actor, *, pack: Pack, book: Rulebook, person: int, rule: str, as_of: dt.date
) -> str:
    """Return why, as plain Chinese text for a letter or a message to the person.

    The same sentences as on every page; other people of the household are called by no name or
    number. NotVisible where the actor does not reach the person.
    """
    with override("zh-hans"):
        found = explain(
            actor,
            pack=pack,
            book=book,
            person=person,
            service=rule,
            as_of=as_of,
            called=lambda _pk: framed("relative"),
        )
        return str(found["rules"][0]["text"])


def rules_named(pack: Pack, name: str) -> list[RuleRow]:
    """Return the rule of this id, else the rules of this slot; `NoSuchServiceError` if none."""
    rules = [rule for rule in pack.rules if rule.id == name] or (
        list(pack.rules_of(name)) if name else []
    )
    if rules:
        return rules
    if any(service.id == name for service in pack.services):
        raise NoSuchServiceError(
            f"The slot {name} of the catalog has no rules yet.",
            hint="zhaohui sweep lists the rules that there are.",
        )
    near = [rule.id for rule in pack.rules if name and (name in rule.id or name in rule.name)]
    raise NoSuchServiceError(
        f"There is no rule or service {name}.",
        hint=f"Did you mean {', '.join(near[:5])}?" if near else "zhaohui sweep lists the rules.",
    )


class _Story:
    """Turns traces into plain records."""

    def __init__(
        self,
        *,
        pack: Pack,
        people: registry.Rows,
        origins: registry.Origins,
        called: Callable[[int], str],
    ) -> None:
        self.pack = pack
        self.people = people
        self.origins = origins
        self.areas = area_words(pack)
        self.called = called

    def label(self, member: int | None) -> str:
        """Call a member: the person herself, and a household, by nothing."""
        return self.called(self.people[member]["id"]) if member else ""

    def rule(
        self, rule: RuleRow, book: Rulebook, household: Household, as_of: dt.date
    ) -> dict[str, Any]:
        story = tell(book, household, as_of, rule.id, 0)
        trace, finding = story.trace, story.finding
        facts = list(self.facts(trace))
        teller = Teller(pack=self.pack, areas=self.areas, label=self.label)
        told = [*teller.sentences(story), *(Said("fact", self.origin(each)) for each in facts)]
        return {
            "text": plain_text(told),
            "told": [asdict(each) for each in told],
            "id": rule.id,
            "name": rule.name,
            "service": rule.service,
            "subject": rule.subject,
            "status": finding.status,
            "amount_fen": finding.amount_fen,
            "unit": rule.unit,
            "in_kind": rule.in_kind,
            "reasons": list(finding.reasons),
            "sentences": sentences(rule, finding),
            "needs": list(finding.needs),
            "stale": list(finding.stale),
            "verification": rule.verification,
            "steps": [self.step(child) for child in trace.children],
            "facts": facts,
            "parameters": [self.parameter(use) for use in trace.parameters],
            "citations": [citation(self.pack, row) for row in rule.citations],
        }

    def origin(self, fact: dict[str, Any]) -> str:
        """Return a fact with its source and day as a sentence."""
        own = self.people[0]
        is_own = fact["subject"] == "person" and fact["id"] == own["id"]
        is_home = fact["subject"] != "person"
        who = framed("own") if is_own or is_home else self.called(fact["id"])
        value = value_words(fact["value"], fact["type"], self.areas)
        date = value_words(dt.date.fromisoformat(fact["date"]), "date")
        return framed(
            "source.home" if is_home else "source",
            who=who,
            fact=fact["name"],
            value=value,
            department=fact["department"],
            date=date,
        )

    def step(self, trace: Trace) -> dict[str, Any]:
        member = None if trace.member is None else self.people[trace.member]["id"]
        step: dict[str, Any] = {
            "text": trace.text,
            "words": phrase(trace.node, self.areas) if trace.node else trace.text,
            "value": trace.value,
            "type": trace.type,
            "person": member,
        }
        if trace.code:
            step |= {"code": trace.code, "sentence": trace.sentence}
        return step | {"steps": [self.step(child) for child in trace.children]}

    def facts(self, trace: Trace) -> Iterator[dict[str, Any]]:
        seen = set()
        for leaf in _leaves(trace):
            for use in leaf.facts:
                fact = self.pack.fact(use.name)
                # A household's fact is that of the member whose view is being evaluated.
                whose = self.people[use.member if use.member is not None else leaf.member or 0]
                is_person = fact.entity == "person"
                subject = "person" if is_person else "household"
                key = whose["id"] if is_person else whose[f"{fact.entity}_id"]
                if (subject, key, fact.column) in seen:
                    continue
                seen.add((subject, key, fact.column))
                origin = self.origins.of(subject, key, fact.column)
                yield {
                    "name": fact.name,
                    "subject": subject,
                    "id": key,
                    "value": use.value,
                    "type": fact.type,
                    "department": origin.department,
                    "date": origin.as_of.isoformat(),
                    "synthetic": origin.is_synthetic,
                }

    def parameter(self, use: ParameterUse) -> dict[str, Any]:
        title = self.pack.source(use.source).title if use.source else ""
        return {
            "name": use.name,
            "value": use.value,
            "type": self.pack.parameter(use.name).type,
            "area": use.area,
            "from": use.start,
            "to": use.end,
            "source": use.source,
            "title": title,
            "verification": use.verification,
            "gap": use.gap,
            "note": use.note,
            "place": use.place,
            "stale": use.stale,
        }


def _leaves(trace: Trace) -> Iterator[Trace]:
    if not trace.children:
        yield trace
    for child in trace.children:
        yield from _leaves(child)
