"""Makes the families and officers of the bundle's browser test in the served county; run as a program.

Writes {"resident": {...}, "clerk": {...}, "town": {...}, "desk": {...}, "giver": id, "last": four digits}: a mother
with a newborn who has an account, another one for the window. 模拟数据.
"""

import json
import secrets
import sys

import django


def main(prefix):
    django.setup()
    from tests import people
    from zhaohui.clock import county_today
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.registry.models import Person
    from zhaohui.county.registry.seals import registry_seals

    today = county_today()
    grown = Person.objects.exclude(village=None).exclude(identity_sealed=None).filter(user=None)
    women = grown.filter(sex="女", birth_date__year__range=(today.year - 40, today.year - 20))
    mothers = []
    for woman in women.order_by("pk"):
        home = Person.objects.filter(living_id=woman.living_id).exclude(pk=woman.pk)
        child = home.order_by("-birth_date").first()
        if child is not None:
            Person.objects.filter(pk=child.pk).update(birth_date=today.replace(day=1))
            mothers.append(woman)
        if len(mothers) == 2:
            break
    first, second = mothers
    accounts = {
        "resident": people.resident(first, f"{prefix}-mother"),
        "town": people.officer("town-officer", first.village[:9], name=f"{prefix}-town"),
        "clerk": people.officer("window-clerk", second.village[:9], name=f"{prefix}-clerk"),
        "desk": people.officer("department-officer", current_pack().code, name=f"{prefix}-desk"),
    }
    last = registry_seals().identity.open(bytes(first.identity_sealed))[-4:]
    said = {"giver": second.pk, "name": second.name, "last": last}
    for role, account in accounts.items():
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        account.save()
        said[role] = {"name": account.username, "password": password}
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
