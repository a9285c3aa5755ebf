"""Open an address as a role would, through the whole of the middleware, and undo what it did."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client

from tests.walk.objects import addresses
from tests.walk.routes import routes
from tests.walk.table import Line
from tests.walk.world import World

LET_IN = {400, 422}  # she was let in, and what she sent was not good enough
OWN_TO_A_VISIT = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|name="next" value="[^"]*"|/?\d{4,}'
)


def outcome(response: HttpResponse) -> str:
    """Say how a visit ended: yes, sign-in, 404, or another status as it is."""
    status = response.status_code
    if 300 <= status < 400:
        return (
            "sign-in" if response["Location"].startswith(resolve_url(settings.LOGIN_URL)) else "yes"
        )
    return "yes" if status < 300 or status in LET_IN else str(status)


class Visitor:
    """One role at the keyboard: signed in once, as fresh at every address."""

    def __init__(self, world: World, role: str) -> None:
        self.client = Client(raise_request_exception=False)  # a fault is an outcome: 500
        account = world.accounts[role]
        if account is not None:
            self.client.force_login(account)
        self.cookies = self.client.cookies.output()

    def visit(self, address: str, method: str) -> HttpResponse:
        """Return the answer; sessions, tables and limits are as before afterwards."""
        self.client.cookies = SimpleCookie()
        for line in self.cookies.splitlines():
            self.client.cookies.load(line.partition(":")[2].strip())
        cache.clear()
        with transaction.atomic():
            response = self.client.generic(method, address)
            transaction.set_rollback(True)
        return response


def walk(world: World, role: str) -> dict[tuple[str, str, str], str]:
    """Return the outcome at every address, method and object for one role."""
    visitor = Visitor(world, role)
    found = {}
    for route in routes():
        for place, address in addresses(route, world).items():
            for method in route.methods:
                response = visitor.visit(address, method)
                found[route.shown, method, place] = outcome(response)
    return found


def lines(world: World, outcomes: dict[str, dict[tuple[str, str, str], str]]) -> list[Line]:
    """Return the table's lines from the outcomes by role."""
    return [
        Line(
            route=route.shown,
            name=route.name,
            method=method,
            object=place,
            action=route.action or "",
            outcomes={role: seen[route.shown, method, place] for role, seen in outcomes.items()},
        )
        for route in routes()
        for place in addresses(route, world)
        for method in route.methods
    ]


def body(response: HttpResponse) -> str:
    """Return a page's text without what differs at every visit: tokens, addresses, numbers."""
    return OWN_TO_A_VISIT.sub("", response.content.decode())
