"""Every role at every address: the pages, the policy and the reviewed table say the same."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.walk import table
from tests.walk.judging import MEND, actors, disagreements
from tests.walk.objects import addresses
from tests.walk.routes import METHODS, routes
from tests.walk.visit import Visitor, body, walk
from tests.walk.world import roles
from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.catalog.queries import current_pack

UNWITNESSED = Path(__file__).with_name("unwitnessed.csv")
OTHER_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
QUICK = ("public", "town-officer")  # the others are `slow`
ROLES = [
    role if role in QUICK else pytest.param(role, marks=pytest.mark.slow)
    for role in roles(current_pack())
]


@pytest.fixture(scope="module")
def lines():
    return table.read()


def unwitnessed():
    with UNWITNESSED.open(encoding="utf-8", newline="") as file:
        return {(row["post"], row["action"]): row["why"] for row in csv.DictReader(file)}


def test_each_view_of_ours_carries_its_mark():
    bare = [
        f"{route.shown} ({route.name})" for route in routes() if route.is_ours and not route.action
    ]
    assert not bare, f"mark these views with @access(...) or @public: {bare}"


def test_each_mark_is_an_action_that_the_policy_can_allow():
    for route in routes():
        assert route.action in {None, "public", "signed-in", *ACTIONS}, route


def test_the_table_s_columns_are_the_roles(lines):
    said = list(lines[0].outcomes)
    assert said == roles(current_pack()), f"a post came or went. {MEND}"


def test_every_route_is_in_the_table(lines):
    there = {(line.route, line.method): line.action for line in lines}
    here = {
        (route.shown, method): route.action or "" for route in routes() for method in route.methods
    }
    new = [f"{method} {route}" for route, method in here.keys() - there.keys()]
    gone = [f"{method} {route}" for route, method in there.keys() - here.keys()]
    changed = [
        f"{method} {route} serves {here[route, method]!r}, the table says {action!r}"
        for (route, method), action in there.items()
        if here.get((route, method), action) != action
    ]
    assert not new, f"{table.SHOWN} lacks {sorted(new)}. {MEND}"
    assert not gone, f"{table.SHOWN} has {sorted(gone)}, which no address is. {MEND}"
    assert not changed, f"{sorted(changed)}. {MEND}"


def test_the_table_says_what_the_policy_says(lines):
    found = list(disagreements(lines, current_pack()))
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("number", range(len(current_pack().policy)))
def test_a_removed_row_breaks_the_build(lines, number):
    """Each row of the policy is witnessed: without it some cell of the table is wrong."""
    pack = current_pack()
    row = pack.policy[number]
    fewer = replace(pack, policy=[each for each in pack.policy if each is not row])
    found = list(disagreements(lines, fewer))
    if (row.post, row.action) in unwitnessed():
        assert not found, f"{row.post} {row.action} is shown now: remove it from {UNWITNESSED.name}"
        return
    assert found, (
        f"{row.place} gives {row.post} {row.action}, and no page or operation shows it: "
        f"add the page, remove the row, or say why in tests/walk/{UNWITNESSED.name}"
    )
    assert any(row.action in sentence for sentence in found)


def test_a_wider_row_breaks_the_build(lines):
    """A town's post that suddenly reaches the county is seen where something lies next door."""
    pack = current_pack()
    low = {post.post for post in pack.posts if post.level != "district"}
    about_people = {line.action for line in lines if line.object == "there"}
    rows = [row for row in pack.policy if row.post in low and row.action in about_people]
    assert rows
    actor = actors(pack)
    for row in rows:
        cells = [line for line in lines if line.object == "there" and line.action == row.action]
        assert any(line.outcomes[row.post] == "404" for line in cells), row
        assert not actor[row.post].may_for(row.action, 2, "")


def test_no_page_breaks_down(lines):
    broken = [f"{table.SHOWN}:{line.number}" for line in lines if "500" in line.outcomes.values()]
    assert not broken


def test_the_list_of_what_no_page_shows_names_rows_of_the_policy():
    assert set(unwitnessed()) <= {(row.post, row.action) for row in current_pack().policy}
    assert all(unwitnessed().values())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(world, lines, role):
    expected = {line.key: line for line in lines}
    found = walk(world, role)
    wrong = [
        f"{method} {route} {place} for {role}: the page says {outcome}, "
        f"{table.SHOWN}:{expected[key].number} says {expected[key].outcomes[role]} "
        f"(it serves {expected[key].action or 'nothing'})"
        for key, outcome in found.items()
        for route, method, place in [key]
        if key in expected and outcome != expected[key].outcomes[role]
    ]
    assert not wrong, "\n".join([*wrong, MEND])
    unlisted = sorted(found.keys() - expected.keys())
    assert not unlisted, f"{table.SHOWN} lacks {unlisted}. {MEND}"


@pytest.mark.parametrize("role", ["public", pytest.param("unappointed", marks=pytest.mark.slow)])
def test_no_other_method_opens_a_door(world, role):
    visitor = Visitor(world, role)
    for route in routes():
        if route.action in {"public", "signed-in"}:
            continue
        for place, address in addresses(route, world).items():
            for method in OTHER_METHODS:
                response = visitor.visit(address, method)
                wanted = {302} if role == "public" and route.action else {404}
                assert response.status_code in wanted, (method, route.shown, place)


@pytest.mark.parametrize(
    "role",
    [
        role
        for role in ROLES
        if (role if isinstance(role, str) else role.values[0])
        in {post.post for post in current_pack().posts if post.level != "district"}
    ],
)
def test_what_is_out_of_reach_looks_like_what_is_not_there(world, role):
    visitor = Visitor(world, role)
    compared = 0
    for route in routes():
        about = addresses(route, world)
        beyond = next((place for place in ("there", "others") if place in about), "")
        for method in METHODS if beyond else ():
            outside, nowhere = (visitor.visit(about[p], method) for p in (beyond, "unknown"))
            assert outside.status_code == nowhere.status_code, (method, route.shown)
            assert body(outside) == body(nowhere), (method, route.shown)
            compared += 1
    assert compared
