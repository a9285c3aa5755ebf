"""Makes who applies for an item and who decides, in the served county; run as a program with its environment.

The argument is JSON: a prefix, and for each item the facts of its two applicants. Both live alone, in one
town; everybody is signed in already. Writes {item: {"portal": id, "window": id}, …} and everybody's session.
"""

import json
import sys

import django


def session(account) -> str:
    from django.test import Client

    client = Client()
    client.force_login(account)
    return client.cookies["sessionid"].value


def alone(person, facts, home):
    """Let a person live alone, known by these facts as of today."""
    from zhaohui.clock import county_today
    from zhaohui.county.registry.models import Household, HouseholdKind, Person, SourceBatch

    batch = SourceBatch.objects.get_or_create(
        content_hash="case-cast",
        defaults={
            "department": "模拟单位",
            "as_of": county_today(),
            "kind": "test",
            "rows": 0,
            "is_synthetic": True,
        },
    )[0]
    place = {"town": person.town, "village": person.village, "batch": batch}
    homes = {
        kind: Household.objects.create(
            kind=kind, **place, **(home if kind == HouseholdKind.LIVING else {})
        )
        for kind in HouseholdKind.values
    }
    Person.objects.filter(pk=person.pk).update(
        living=homes[HouseholdKind.LIVING],
        registered=homes[HouseholdKind.REGISTERED],
        batch=batch,
        hukou_area=person.village,
        residence_area=person.village,
        **facts,
    )


def main(asked):
    django.setup()
    from django.db.models import Count

    from tests import people
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.models import Person
    from zhaohui.county.registry.seals import registry_seals

    prefix = asked["prefix"]
    living = Person.objects.exclude(village=None).exclude(name=None).exclude(identity_sealed=None)
    towns = living.order_by().values("town").annotate(n=Count("pk")).order_by("-n")
    here, there = towns[0]["town"], towns[1]["town"]
    adults = living.filter(town=here, user=None, cases=None, birth_date__year__range=(1940, 2004))
    chosen = iter(adults.order_by("-pk")[: 2 * len(asked["items"])])
    said = {"town": here, "there": there, "people": {}, "sessions": {}}
    for item, spec in asked["items"].items():
        pair = {"portal": next(chosen), "window": next(chosen)}
        for person in pair.values():
            alone(person, spec["facts"], spec["home"])
        sealed = bytes(pair["window"].identity_sealed)
        said["number"] = registry_seals().identity.open(sealed)  # the last item's; synthetic
        account = people.resident(pair["portal"], f"{prefix}-{item}")
        said["sessions"][item] = session(account)
        said["people"][item] = {name: [row.pk, row.name] for name, row in pair.items()}
    posts = {
        "window": ("window-clerk", here),
        "town": ("town-officer", here),
        "neighbour": ("town-officer", there),
        "department": ("department-officer", current_pack().code),
        "second": ("department-officer", current_pack().code),
    }
    for name, (post, area) in posts.items():
        said["sessions"][name] = session(people.officer(post, area, name=f"{prefix}-{name}"))
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
