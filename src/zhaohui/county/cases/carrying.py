"""What a household told once is not asked again: answers of an earlier application, while they are fresh."""

from __future__ import annotations

import datetime as dt

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.contents import answers_of
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.cases.states import OWN
from zhaohui.county.forms.answers import UNKNOWN, Answers
from zhaohui.county.forms.needs import fact_entry
from zhaohui.county.forms.queries import facts_of
from zhaohui.county.forms.sitting import Sitting

FRESH_DAYS = 90  # where the dictionary sets no limit of its own


def begun_with(actor: Actor, sitting: Sitting, person_id: int, *, action: str = OWN) -> Answers:
    """Return how a new application of a person begins: with what the registry knows, and what was told lately.

    Only of the newest case in reach about the same household; each answer can be gone back to.
    """
    answers = sitting.begin()
    cases = visible_to(actor, action).filter(
        subject=person_id, submitted_on__gt=sitting.today - dt.timedelta(days=FRESH_DAYS)
    )
    last = next((c for c in cases.order_by("-pk")[:5] if c.people == list(sitting.people)), None)
    if last is None:
        return answers
    told, names = answers_of(last), facts_of(sitting.sheet, sitting.book)
    age = (sitting.today - last.submitted_on).days
    for name, members in told.asked:
        fact = sitting.pack.fact(name)
        if name not in names or (fact.fresh_days or FRESH_DAYS) < age:
            continue
        entry = fact_entry(sitting.pack, name)
        left = [
            member
            for member in members
            if (member, name) not in sitting.known and told.get(entry, member) not in ("", UNKNOWN)
        ]
        for member in left:
            answers.put(entry, member, told.get(entry, member))
        if left:
            answers.asked.append((name, left))
    kept = {e.key for e in sitting.sheet.entries.values() if e.is_own and e.row.pattern == "phone"}
    answers.own = {name: text for name, text in told.own.items() if name in kept}
    return answers
