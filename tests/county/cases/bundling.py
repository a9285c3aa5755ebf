"""Families for tests of 一件事, and their applications through the portal. 模拟数据."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.small_county import the_pack
from tests.doors.portal.pages import Page, read
from tests.people import resident
from zhaohui.clock import county_today
from zhaohui.county.cases.models import BundleApplication, Case
from zhaohui.county.registry.models import Person, SourceBatch

HERE = f"{the_pack().code}101207"


def born(years: int) -> dt.date:
    return county_today().replace(day=1) - dt.timedelta(days=years * 366 + 40)


def family(size: int = 2) -> list[Person]:
    """Return people who live and are registered together here, as the registry knows: a mother first."""
    first = Person.objects.filter(village__isnull=False).order_by("pk").first()
    people = [first, *Person.objects.exclude(pk=first.pk).order_by("pk")[: size - 1]]
    others = Person.objects.filter(living_id=first.living_id)
    others.exclude(pk__in=[each.pk for each in people]).delete()
    for number, each in enumerate(people):
        Person.objects.filter(pk=each.pk).update(
            living=first.living_id,
            registered=first.registered_id,
            town=first.town,
            village=first.village,
            birth_date=born(30) if not number else born(0),
            sex="女",
            hukou_area=HERE,
            residence_area=HERE,
        )
    SourceBatch.objects.update(as_of=county_today())
    found = Person.objects.filter(pk__in=[each.pk for each in people])
    return sorted(found, key=lambda each: each.pk != first.pk)


def fill_in(
    client: Client, address: str, *, answer: str = "否", phone: str = "0839-1234567"
) -> tuple[Page, list[tuple[str, ...]]]:
    """Answer every question with `answer` (不知道 for what is no choice); return the last page and what was asked."""
    page, asked = read(client.get(address)), []
    for _ in range(80):
        if "submit" in page.names:
            return page, asked
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
        asked.append(tuple(sorted(fields)))
        response = client.post(address, {"state": page.inputs["state"], **fields})
        assert response.status_code == 200, response.content.decode()[:2000]
        page = read(response)
    raise AssertionError("the form has no end")


def at_the_choice(client: Client, base: str, **answers) -> str:
    """Fill the form in; return the address of the page with the materials and the choice."""
    last, _asked = fill_in(client, f"{base}form/", **answers)
    on = client.post(f"{base}form/", {"state": last.inputs["state"], "submit": "1"})
    assert on.status_code == 302, on.content.decode()[:2000]
    return on["Location"]


def chosen(page: Page) -> list[str]:
    """Return every key that the page offers."""
    return re.findall(r'name="chosen"\s+value="([^"]+)"', page.html)


def send(client: Client, base: str, *, only: list[str] | None = None, **answers):
    """Fill in and submit all that is offered, or only some; return the response."""
    address = at_the_choice(client, base, **answers)
    page = read(client.get(address))
    want = chosen(page) if only is None else only
    return client.post(address, {"version": page.inputs["version"], "chosen": want, "submit": "1"})


def applied(code: str = "birth", person: Person | None = None, **answers) -> BundleApplication:
    """Return an application that was just submitted through the portal."""
    person = person or family()[0]
    client = signed_in(resident(person, f"resident-{person.pk}"))
    done = send(client, f"/bundles/{code}/", **answers)
    assert done.status_code == 302, read(done).text[:1500]
    return BundleApplication.objects.get(pk=int(done["Location"].rstrip("/").rpartition("/")[2]))


def cases_of(application: BundleApplication) -> dict[str, Case]:
    """Return the application's cases by item."""
    rows = application.parts.filter(case__isnull=False).select_related("case")
    return {part.item: part.case for part in rows}
