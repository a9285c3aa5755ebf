"""What the rules say in a case today: by the registry, and by what the applicant stated where it knows nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhaohui.county.cases.contents import answers_of
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case
from zhaohui.county.catalog.queries import current_rulebook
from zhaohui.county.entitlements.explain import Stated, explained
from zhaohui.county.forms.answers import UNKNOWN
from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import names_of
from zhaohui.packs.pack import Pack

ORDER = {"yes": 0, "unknown": 1, "no": 2}
STATED = "申请人填写"


def proposals(case: Case, pack: Pack, as_of: dt.date) -> list[dict[str, Any]]:
    """Return what each rule of the item says, told and with its trace; the likeliest first.

    The caller has asked whether the case may be read. The same answer as the ledger's where nothing
    was stated.
    """
    names = names_of(case.people)
    stated = stated_of(case, pack)
    found: list[dict[str, Any]] = []
    for rule in case_item(pack, case.item).rules:
        told = explained(
            pack=pack,
            book=current_rulebook(),
            person=case.subject_id,
            service=rule.id,
            as_of=as_of,
            called=lambda pk: names.get(pk) or "家人",
            stated=stated,
        )
        found.append(told["rules"][0] | {"as_of": told["as_of"]})
    return sorted(found, key=lambda each: ORDER[each["status"]])


def stated_of(case: Case, pack: Pack) -> Stated:
    """Return what the applicant answered when she was asked, by whose it is."""
    answers = answers_of(case)
    first = case.people[0] if case.people else case.subject_id  # whose form it was
    subject = Person.objects.values("living_id", "registered_id").get(pk=first)
    facts: dict[tuple[int, str], Any] = {}
    for name, members in answers.asked:
        fact = pack.fact(name)
        for member in members:
            if member is None:
                is_registered = fact.entity == "registered"
                key = subject["registered_id"] if is_registered else subject["living_id"]
                kept = answers.registered if is_registered else answers.living
            elif member < len(case.people):
                key, kept = case.people[member], answers.members[member]
            else:
                continue
            text = kept.get(name, "")
            if text and text != UNKNOWN:
                try:
                    facts[key, name] = read_value(fact, text)
                except ValueFault:  # the pack's fact has changed since
                    continue
    return Stated(department=STATED, as_of=case.submitted_on, facts=facts)
