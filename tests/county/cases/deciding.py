"""Cases for tests: somebody who is entitled, her application through the portal, officers' steps through the office."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from tests.county.small_county import the_pack
from tests.doors.portal.pages import Page, read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.cases.models import Case
from zhaohui.county.registry.models import Household, Person, SourceBatch

ALLOWANCE = "old-age-allowance"


def fill_in_at_window(client: Client, address: str, *, answer: str = "否"):
    """Answer every question of a form at a window, and submit; return the answer to the submission."""
    page = read(client.get(address))
    for _ in range(40):
        if "submit" in page.names:
            break
        fields = {}
        for name in page.names:
            if name == "home-own1":
                fields[name] = "0839-1234567"
            elif name.startswith(("person", "home")) and not name.startswith("home-own"):
                is_choice = f'value="{answer}"' in page.html and f"{name}-unknown" not in page.names
                fields[name] = answer if is_choice else "?"
        for name in [n for n in page.names if n.endswith("-unknown")]:
            fields.pop(name.removesuffix("-unknown"), None)
            fields[name] = "1"
        page = read(client.post(address, {"state": page.inputs["state"], **fields}))
    on = client.post(address, {"state": page.inputs["state"], "submit": "1"})
    assert on.status_code == 302, read(on).text
    version = read(client.get(on["Location"])).inputs["version"]
    return client.post(on["Location"], {"version": version})


def case_at_window(client: Client, address: str, **answers) -> Case:
    """Return the case that an application at a window became."""
    done = fill_in_at_window(client, address, **answers)
    assert done.status_code == 302, done.content.decode()[:2000]
    return Case.objects.get(pk=int(done["Location"].split("/")[3]))


def item_of(rule: str) -> str:
    """Return the item that a rule decides."""
    return next(item.name for item in the_pack().items if rule in item.rules)


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def old_woman(years: int = 91) -> Person:
    """Return an adult of the small county, made so old and registered in the county; all of it fresh.

    The registry knows what the allowance asks, so her application asks only how to reach her.
    """
    person = (
        Person.objects.filter(birth_date__lt=dt.date(2000, 1, 1), village__isnull=False)
        .order_by("pk")
        .first()
    )
    born = county_today().replace(day=1) - dt.timedelta(days=years * 366)
    Person.objects.filter(pk=person.pk).update(
        birth_date=born,
        hukou_area=f"{the_pack().code}101207",
        residence_area=f"{the_pack().code}101207",
    )
    Person.objects.filter(pk=person.pk).update(tekun=False)
    Household.objects.filter(pk=person.living_id).update(dibao=False, dibao_edge=False)
    SourceBatch.objects.update(as_of=county_today())
    return Person.objects.get(pk=person.pk)


def fill_in(
    client: Client, item: str, *, answer: str = "否", phone: str = "0839-1234567", address: str = ""
) -> Page:
    """Answer every question of an item's form with `answer` (不知道 for what is no choice); return the last page."""
    address = address or f"/apply/{item}/form/"
    page = read(client.get(address))
    for _ in range(80):
        if "submit" in page.names:
            return page
        fields = {}
        for name in page.names:
            if name.endswith("-unknown"):
                fields[name] = "1"
            elif name == "home-own1":
                fields[name] = phone
            elif name.startswith(("person", "home")) and name != "home-own2":
                fields.setdefault(name, answer if f'value="{answer}"' in page.html else "?")
        for name in [n for n in fields if f"{n}-unknown" in fields]:
            del fields[name]
        response = client.post(address, {"state": page.inputs["state"], **fields})
        assert response.status_code == 200, response.content.decode()[:2000]
        page = read(response)
    raise AssertionError("the form has no end")


def send(client: Client, item: str, **answers) -> Case:
    """Fill in and submit; return the case."""
    last = fill_in(client, item, **answers)
    on = client.post(f"/apply/{item}/form/", {"state": last.inputs["state"], "submit": "1"})
    assert on.status_code == 302, on.content.decode()[:2000]
    page = read(client.get(on["Location"]))
    done = client.post(on["Location"], {"version": page.inputs["version"], "submit": "1"})
    assert done.status_code == 302, done.content.decode()[:2000]
    return Case.objects.get(pk=int(done["Location"].rstrip("/").rpartition("/")[2]))


def applied(person: Person | None = None, rule: str = ALLOWANCE) -> Case:
    """Return a case that was just submitted through the portal."""
    person = person or old_woman()
    return send(signed_in(resident(person, f"resident-{person.pk}")), item_of(rule))


def town_officer(case: Case, name: str = "") -> Client:
    return signed_in(officer("town-officer", case.area[:9], name=name))


def department_officer(name: str = "department-officer") -> Client:
    return signed_in(officer("department-officer", the_pack().code, name=name))


def step(client: Client, case: Case, name: str, **fields):
    """Take a step through the office's form; the case is fresh afterwards."""
    answer = client.post(f"/office/cases/{case.pk}/step/", {"step": name, **fields})
    case.refresh_from_db()
    return answer


def propose(client: Client, case: Case, **fields):
    """Propose a decision through the office's form."""
    wanted = {
        "outcome": "grant",
        "rule": ALLOWANCE,
        "reason": "meets-conditions",
        "words": "经核对符合全部条件",
    } | fields
    answer = client.post(f"/office/cases/{case.pk}/propose/", wanted)
    case.refresh_from_db()
    return answer


def in_review(case: Case, client: Client) -> Case:
    """Accept it and take it up."""
    assert step(client, case, "accept").status_code == 302
    assert step(client, case, "review").status_code == 302
    return case


def decided(case: Case | None = None, **fields) -> Case:
    """Return a case that was granted by two officers."""
    case = case or applied()
    proposer = town_officer(case, "proposer")
    in_review(case, proposer)
    assert propose(proposer, case, **fields).status_code == 302
    assert step(department_officer("approver"), case, "approve").status_code == 302
    return case
