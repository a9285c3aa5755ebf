"""Makes the officers of the office's browser test in the served county; run as a program.

Writes {"proposer": {...}, "reviewer": {...}, "worker": {...}, "person": id, "village": code}: names and
passwords made for this run, and somebody of the worker's village.
"""

import json
import secrets
import sys

import django


def main(prefix):
    django.setup()
    from tests import people
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.models import Person

    county = current_pack().code
    person = Person.objects.exclude(village=None).exclude(name=None).order_by("pk").first()
    accounts = {
        "proposer": people.officer(
            "department-officer", county, name=f"{prefix}-proposer", department="模拟民政局"
        ),
        "reviewer": people.officer("reviewer", county, name=f"{prefix}-reviewer"),
        "worker": people.officer("village-worker", person.village, name=f"{prefix}-worker"),
    }
    said = {"person": person.pk, "village": person.village}
    for role, account in accounts.items():
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        account.save()
        said[role] = {"name": account.username, "password": password}
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
