"""Makes every role of the walk in the served county; run as a program with its environment.

Writes [{"role", "session", "pages": [[name, address], …]}, …]: whom the pages know by which session,
and what each is to look at: a page that is built alike for several is the first one's. Of those
next door, who see what the others do elsewhere, one says no purpose and is asked for it.
"""

import json
import sys

import django


def main():
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    from tests.walk.pages import once, readable, shape, signed_in
    from tests.walk.world import NEXT, build, roles

    world = build()
    names = roles(world.pack)
    asked = names.pop()
    assert asked.endswith(NEXT)
    names = [*(name for name in names if not name.endswith(NEXT)), asked]
    visitors = {name: signed_in(world, name) for name in names}
    pages = (page for name, each in visitors.items() for page in readable(each, world, name))
    seen = list(once(pages, shape))
    pages = {role: [] for role in visitors}
    for page in seen:
        pages[page.role].append([page.name, page.address])
    said = [
        {"role": role, "session": session_of(visitor), "pages": pages[role]}
        for role, visitor in visitors.items()
    ]
    sys.stdout.write(f"{json.dumps(said)}\n")


def session_of(visitor):
    for line in visitor.cookies.splitlines():
        if "sessionid=" in line:
            return line.partition("sessionid=")[2].partition(";")[0]
    return ""


if __name__ == "__main__":
    main()
