"""The pages that a role can read: every address of the resolver that answers her GET with a page.

A page that several roles read alike is handed out once, to the role that comes first.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.test import Client

from tests.walk.objects import addresses
from tests.walk.routes import routes
from tests.walk.visit import Visitor, body
from tests.walk.world import NEXT, WITHOUT_A_POST, World
from zhaohui.doors.office.purpose import PURPOSES

HOMES = {"portal:home", "portal:me", "office:home"}  # looked at by each role, alike or not
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
TEXT = re.compile(r">[^<>]*[^<>\s][^<>]*<")
VALUE = re.compile(r'(\s(?!class|role|type|lang|aria)[\w-]+)="[^"]*"')
HOUR_S = 3600


@dataclass(frozen=True)
class Seen:
    """A page as a role sees it; `main` is what it says, without what differs at every visit."""

    role: str
    name: str
    address: str
    html: str
    main: str


def signed_in(world: World, role: str) -> Visitor:
    """Return the role's visitor. Officers have said why they look at people, those next door not."""
    visitor = Visitor(world, role)
    if role not in WITHOUT_A_POST and not role.endswith(NEXT):
        say_purpose(visitor.client)
    return visitor


def say_purpose(client: Client) -> None:
    """Keep a purpose with the sign-in, as the page that asks for it does."""
    session = client.session
    session["purpose"] = {"words": PURPOSES["visit"], "until": time.time() + HOUR_S}
    session.save()


def readable(visitor: Visitor, world: World, role: str, language: str = "") -> Iterator[Seen]:
    """Yield every page that the role can read, as it is for her."""
    if language:
        visitor.cookies += f"\nSet-Cookie: django_language={language}"
    for route in routes():
        for address in addresses(route, world).values():
            response = visitor.visit(address, "GET")
            if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
                continue
            main = MAIN.search(body(response))
            if main:  # a page to read, not a part of one
                yield Seen(role, route.name, address, response.content.decode(), main[0])


def once(pages: Iterable[Seen], alike: Callable[[str], str] = str) -> Iterator[Seen]:
    """Yield the pages whose main part is like no page's before; each role's homes in any case."""
    met: set[str] = set()
    for page in pages:
        main = alike(page.main)
        if page.name in HOMES or main not in met:
            met.add(main)
            yield page


def shape(main: str) -> str:
    """Return what is built alike: elements, classes, roles, kinds of fields, without the words."""
    bare = VALUE.sub(r"\1", TEXT.sub(">x<", main))
    return " ".join(bare.split())
