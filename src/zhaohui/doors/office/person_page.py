"""The frame of a person's page: who she is, the tabs, the purpose; and the note of who read what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import age, place
from zhaohui.county.registry.queries import is_synthetic, person_visible_to
from zhaohui.doors.office.purpose import current_purpose, purposes

TABS = (
    ("person", gettext_lazy("事实")),
    ("person-household", gettext_lazy("家庭成员")),
    ("person-findings", gettext_lazy("比对结果")),
    ("person-ledger", gettext_lazy("待遇台账")),
    ("person-payments", gettext_lazy("发放")),
    ("person-cases", gettext_lazy("办件")),
    ("person-letters", gettext_lazy("信函")),
    ("person-visits", gettext_lazy("走访")),
    ("person-duties", gettext_lazy("随访")),
)
FRAME = ("姓名", "性别", "年龄", "住址")  # stands above every tab


@dataclass(frozen=True, kw_only=True)
class Tab:
    """What a tab shows: its template's context, the names of the facts, and who else is in it."""

    context: Mapping[str, Any]
    fields: Sequence[str] = ()
    others: Sequence[int] = ()


def person_tab(
    request: HttpRequest,
    pk: int,
    name: str,
    fill: Callable[[Actor, Person], Tab],
    *,
    purpose: str = "",
) -> HttpResponse:
    """Return one tab of a person's page, once the officer has said why she looks.

    NotVisible outside the officer's reach. What is shown is recorded, with the purpose.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = person_visible_to(actor, "person.read", pk)
    purpose = purpose or current_purpose(request)
    if not purpose:
        return ask_purpose(request)
    tab = fill(actor, person)
    fields = list(dict.fromkeys((*FRAME, *tab.fields)))
    record_read(actor, [pk, *tab.others], fields=fields, purpose=purpose)
    context = {**frame(person, name), "purpose": purpose, **tab.context}
    response = render(request, f"office/{name.replace('-', '_')}.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def frame(person: Person, name: str) -> dict[str, Any]:
    """Return what every tab shows above its own part."""
    row = {"birth_date": person.birth_date, "village": person.village, "town": person.town}
    years = age()(row)
    about = [person.sex or "", _("%(years)s 岁") % {"years": years} if years else "", place()(row)]
    return {
        "person": person,
        "about": " · ".join(part for part in about if part),
        "tabs": [
            {
                "href": reverse(f"office:{tab}", args=(person.pk,)),
                "label": label,
                "current": tab == name,
            }
            for tab, label in TABS
        ],
        "is_synthetic": is_synthetic(),
    }


def ask_purpose(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Return the page that asks why, before anything about the person is shown."""
    where = request.POST.get("next") or request.get_full_path()
    context = {"purposes": purposes(), "next": where, "problem": problem}
    return render(request, "office/purpose.html", context, status=status)
