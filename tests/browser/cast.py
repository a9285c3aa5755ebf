"""Makes the cast of a browser test in the served county; run as a program with its environment.

Writes {"elder": id, "resident": {...}, "helper": {...}, "worker": {...}} with names and passwords made for this run.
"""

import json
import secrets
import sys

import django


def main(prefix):
    django.setup()
    from tests import people
    from zhaohui.county.registry.models import Household, Person

    elders = Person.objects.exclude(village=None).exclude(birth_date=None).order_by("birth_date")
    # Nobody at home has applied for anything in another test of this county.
    elder = elders.filter(user=None).exclude(living__living_members__cases__isnull=False).first()
    # The registry does not know of any hardship: the item 临时救助 asks for it.
    Household.objects.filter(pk=elder.living_id).update(sudden_hardship=None)
    said = {"elder": elder.pk, "name": elder.name}
    accounts = {
        "resident": people.resident(elder, f"{prefix}-resident"),
        "helper": people.helper(elder, f"{prefix}-helper"),
        "worker": people.officer("village-worker", elder.village, name=f"{prefix}-worker"),
    }
    for role, account in accounts.items():
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        account.save()
        said[role] = {"name": account.username, "password": password}
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
