"""Who applies and who decides when cases are tried 模拟数据: one item that gives money, officers of every step."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import HIGHEST, LOWEST, Actor, Grant
from zhaohui.county.accounts.models import Officer, User
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN, Errand
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.forms.stating import Stated, answered
from zhaohui.county.registry.models import Household, HouseholdKind, Person, SourceBatch
from zhaohui.packs.applying import CaseItem, case_items

SYNTHETIC = "模拟单位"
ACTIONS = (TAKE_IN, "case.read", "case.accept", "case.handle", "case.approve", "person.read")
CLERK, CHIEF = "stress-case-clerk", "stress-case-chief"
BORN = dt.date(1930, 1, 1)
PHONE = "0839-1234567"


def lay_case_ground() -> None:
    """Store the officers and the batch that applicants come with, before several processes look for them."""
    officer(CLERK)
    officer(CHIEF)
    source()


@cache
def officer(name: str) -> Actor:
    """Return an officer who may take every step of a case everywhere."""
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, is_synthetic=True)
        Officer.objects.create(user=user, name="模拟人员", department=SYNTHETIC)
    grants = tuple(Grant(action, low=LOWEST, high=HIGHEST) for action in ACTIONS)
    return Actor(kind="officer", user_id=user.pk, label=SYNTHETIC, grants=grants)


@cache
def item() -> CaseItem:
    """Return the item that grants money by the fewest rules and needs no public notice."""
    found = case_items(current_pack(), county_today()).values()
    fit = [each for each in found if each.gives_money and each.rules and not each.item.publicity]
    return min(fit, key=lambda each: (len(each.rules), each.id))


@cache
def source() -> SourceBatch:
    """Return the batch that the applicants came with."""
    return SourceBatch.objects.get_or_create(
        content_hash="stress-cases",
        defaults={
            "department": SYNTHETIC,
            "as_of": county_today(),
            "kind": "stress",
            "rows": 0,
            "is_synthetic": True,
        },
    )[0]


def applicant(name: str) -> Person:
    """Register somebody who lives alone."""
    place = next((row.code for row in current_pack().villages), f"{current_pack().code}000000")
    where = {"batch": source(), "town": place[:9], "village": place}
    with transaction.atomic():
        living = Household.objects.create(kind=HouseholdKind.LIVING, **where)
        own = Household.objects.create(kind=HouseholdKind.REGISTERED, **where)
        return Person.objects.create(
            living=living, registered=own, name=name, birth_date=BORN, sex="女", **where
        )


def filled_in(name: str) -> Draft:
    """Register somebody and fill in her application as at a window; what the rules ask is not known."""
    person, clerk = applicant(name), officer(CLERK)
    sitting = sitting_for(item().id, APPLICATION, person_id=person.pk)
    answers = sitting.begin()
    phones: Stated = {
        (entry.key, None): PHONE
        for entry in sitting.sheet.entries.values()
        if entry.is_own and entry.row.pattern == "phone"
    }
    problems = answered(sitting, answers, phones)
    if problems:
        raise RuntimeError(problems[0].sentence)
    errand = Errand(TAKE_IN, APPLICATION, person.pk)
    return save_draft(clerk, sitting, answers, errand=errand, version=None)
