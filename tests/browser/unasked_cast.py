"""Makes who misses the old-age allowance in the served county, and the officers; run as a program.

Writes {"town": code, "people": [[id, name], …], "sessions": {name: id}}: the first of the two people has an account. They are 模拟数据.
"""

import datetime as dt
import json
import sys

import django

RULE = "old-age-allowance"


def main():
    django.setup()
    from django.db.models import Count

    from tests import people
    from tests.browser.case_cast import alone, session
    from zhaohui.clock import county_today
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.entitlements.models import HoldingList
    from zhaohui.county.outreach.models import ContactLine
    from zhaohui.county.registry.models import Person

    county = current_pack().code
    living = Person.objects.exclude(village=None).exclude(name=None).filter(user=None, cases=None)
    called_on = ContactLine.objects.filter(rule=RULE).values("person_id")
    living = living.exclude(pk__in=called_on)  # other tests contact people about it too
    villages = living.order_by().values("village").annotate(n=Count("pk")).order_by("-n")
    here, there = villages[0]["village"], villages[1]["village"]
    HoldingList.objects.create(
        rule=RULE,
        department="模拟单位",
        as_of=county_today(),
        content_hash="unasked-cast",
        rows=0,
        is_synthetic=True,
    )
    chosen = list(living.filter(village=here).order_by("pk")[:2])
    old = {"birth_date": dt.date(1930, 1, 1), "tekun": False}
    for person in chosen:
        alone(person, old, {"dibao": False, "dibao_edge": False})
    posts = {
        "proposer": ("department-officer", county),
        "reviewer": ("reviewer", county),
        "worker": ("village-worker", here),
        "neighbour": ("village-worker", there),
    }
    sessions = {
        name: session(people.officer(post, area, name=f"unasked-{name}", department="模拟民政局"))
        for name, (post, area) in posts.items()
    }
    sessions["resident"] = session(people.resident(chosen[0], "unasked-resident"))
    said = {
        "village": here,
        "people": [[each.pk, each.name] for each in chosen],
        "sessions": sessions,
    }
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main()
