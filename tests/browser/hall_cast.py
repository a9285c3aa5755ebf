"""Makes the clerk of the hall's browser test in the served county; run as a program with its environment.

Writes {"clerk": {...}, "person": id, "identity": number, "hall": code}: who is old enough for an allowance, of the
clerk's town. The people are synthetic 模拟数据, their numbers impossible ones.
"""

import json
import secrets
import sys

import django


def main(prefix):
    django.setup()
    from tests import people
    from zhaohui.county.registry.models import Household, Person
    from zhaohui.county.registry.seals import registry_seals

    living = Person.objects.exclude(village=None).exclude(identity_sealed=None).exclude(name=None)
    untouched = living.exclude(living__living_members__cases__isnull=False)
    person = untouched.exclude(birth_date=None).order_by("birth_date").first()
    # The registry does not know of any hardship: the item 临时救助 asks for it.
    Household.objects.filter(pk=person.living_id).update(sudden_hardship=None)
    account = people.officer("window-clerk", person.town, name=f"{prefix}-clerk")
    password = secrets.token_urlsafe(16)
    account.set_password(password)
    account.save()
    said = {
        "clerk": {"name": account.username, "password": password},
        "person": person.pk,
        "identity": registry_seals().identity.open(bytes(person.identity_sealed)),
        "hall": person.town,
    }
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
