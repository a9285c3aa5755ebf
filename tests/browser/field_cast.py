"""Makes a village worker with three visits in the served county, or tells what was kept of hers; a program.

`make NAME`: writes {"worker": {...}, "second": {...}, "people": [names]}; `answer NAME`: somebody else answers her
first visit; `kept NAME`: writes the reports, oldest first, with what stands with their lines.
"""

import json
import secrets
import sys

import django


def make(name):
    from django.db.models import Count

    from tests import people
    from zhaohui.clock import county_today
    from zhaohui.county.outreach.models import ContactLine
    from zhaohui.county.registry.models import Person

    living = Person.objects.exclude(village=None).exclude(name=None)
    taken = ContactLine.objects.values("area")
    villages = living.exclude(village__in=taken).order_by().values("village")
    village = villages.annotate(n=Count("pk")).order_by("-n", "village")[0]["village"]
    found = list(living.filter(village=village).order_by("pk")[:3])
    for person in found:
        ContactLine.objects.create(
            person_id=person.pk,
            rule="old-age-allowance",
            area=village,
            found_on=county_today(),
            is_synthetic=True,
        )
    said = {"people": [person.name for person in found]}
    for role in ("worker", "second"):
        account = people.officer("village-worker", village, name=f"{name}-{role}")
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        account.save()
        said[role] = {"name": account.username, "password": password}
    return said


def answer(name):
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.outreach.actions.note_contact import note_contact
    from zhaohui.county.outreach.actions.take_step import Said

    line = lines_of(name)[0]
    note_contact(system_actor("test"), line.pk, step="know", said=Said())
    return {}


def lines_of(name):
    from zhaohui.county.accounts.models import Appointment
    from zhaohui.county.outreach.models import ContactLine

    post = Appointment.objects.get(officer__user__username=f"{name}-worker")
    return list(ContactLine.objects.filter(area=post.area).order_by("person_id"))


def kept(name):
    from zhaohui.county.audit.models import Entry
    from zhaohui.county.registry.sealed_text import unseal
    from zhaohui.county.visits.models import VisitEntry

    rows = VisitEntry.objects.filter(user__username=f"{name}-worker").order_by("said_at")
    changes = Entry.objects.filter(action="visit.note").values_list("change", flat=True)
    told = [json.loads(change).get("entry") for change in changes if change]
    return {
        "entries": [
            {
                "button": row.button,
                "outcome": row.outcome,
                "note": unseal(row.note_sealed),
                "photo": bool(row.photo_folder),
                "audited": told.count(row.pk),
            }
            for row in rows
        ],
        "states": [line.state for line in lines_of(name)],
    }


if __name__ == "__main__":
    django.setup()
    found = {"make": make, "answer": answer, "kept": kept}[sys.argv[1]](sys.argv[2])
    sys.stdout.write(f"{json.dumps(found)}\n")
