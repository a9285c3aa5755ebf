"""Makes officers of the served county for a browser test; run as a program with its environment.

Writes {"clerk": {...}, "reviewer": {...}, "person": id}: a town's officer, who approves exports, and
somebody of that town who has every number.
"""

import json
import secrets
import sys

import django


def main(prefix):
    django.setup()
    from django.db.models import Count

    from tests import people
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.models import Person

    living = Person.objects.exclude(village=None)
    town = living.order_by().values("town").annotate(n=Count("pk")).order_by("-n")[0]["town"]
    person = living.filter(town=town).exclude(identity_sealed=None).exclude(name=None)[0]
    accounts = {
        "clerk": people.officer("town-officer", town, name=f"{prefix}-clerk"),
        "reviewer": people.officer("reviewer", current_pack().code, name=f"{prefix}-reviewer"),
    }
    said = {"person": person.pk}
    for role, account in accounts.items():
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        account.save()
        said[role] = {"name": account.username, "password": password}
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
