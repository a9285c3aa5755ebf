"""Who may do what: posts and the policy's rows fit one another, and every action is somebody's."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from zhaohui.packs.action_names import ACTIONS, DELEGABLE
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.access import BUILT_IN_POSTS, RANGES_OF_BUILT_IN, PolicyRow

FILE = "access/policy.csv"
APPOINTS = "officer.invite"
OFFICERS_RANGES = ("area", "county", "delegated")


def check_access(scope: Scope) -> None:
    """The posts, the rows of the policy, and what nobody may do."""
    pack = scope.pack
    if not (pack.posts or pack.policy):
        if scope.whole("access/"):
            scope.problems.warning(
                "pack.toml:1",
                "the pack has no posts: nobody can work as an officer",
                "add access/posts.csv and access/policy.csv",
            )
        return
    _posts(scope)
    scope.duplicates((((r.post, r.action), r.place) for r in pack.policy), "permission")
    for row in pack.policy:
        _post_of(scope, row)
        _action(scope, row)
        _range(scope, row)
    if scope.whole("access/"):
        _idle_posts(scope)
        _idle_actions(scope)


def _posts(scope: Scope) -> None:
    posts = scope.pack.posts
    scope.duplicates(((r.post, r.place) for r in posts), "post")
    scope.duplicates(((r.name, r.place) for r in posts), "post's name")
    known = {row.post for row in posts}
    for row in posts:
        if row.post in BUILT_IN_POSTS:
            scope.problems.error(
                row.place,
                f"{row.post} is no post that an officer can hold",
                f"built in are {', '.join(BUILT_IN_POSTS)}; choose another name",
            )
        for other in row.not_with.split():
            if other not in known or other == row.post:
                scope.problems.error(
                    row.place,
                    f"`not_with` names {other}, which is no other post",
                    _nearest(other, known) or "name posts of this file, separated by spaces",
                )


def _post_of(scope: Scope, row: PolicyRow) -> None:
    known = {post.post for post in scope.pack.posts}
    if row.post == "public":
        scope.problems.error(
            row.place,
            "what everybody may open is marked in the program, not in the policy",
            "remove the row",
        )
    elif row.post not in (*known, *BUILT_IN_POSTS) and scope.whole("access/posts.csv"):
        hint = _nearest(row.post, (*known, *BUILT_IN_POSTS)) or "add it to access/posts.csv"
        scope.problems.error(row.place, f"the post {row.post} is not in access/posts.csv", hint)


def _action(scope: Scope, row: PolicyRow) -> None:
    if row.action not in ACTIONS:
        hint = _nearest(row.action, ACTIONS) or "see docs/reference/access.md"
        scope.problems.error(row.place, f"the program knows no action {row.action}", hint)


def _range(scope: Scope, row: PolicyRow) -> None:
    fitting = RANGES_OF_BUILT_IN.get(row.post, OFFICERS_RANGES)
    if row.range not in fitting:
        scope.problems.error(
            row.place,
            f"the range {row.range} does not fit the post {row.post}",
            f"write {' or '.join(fitting)}",
        )
        return
    if row.range == "delegated" and row.action not in DELEGABLE.values():
        scope.problems.error(
            row.place,
            f"{row.action} can't be delegated",
            f"write area; delegated are {', '.join(DELEGABLE.values())}",
        )
    level = {post.post: post.level for post in scope.pack.posts}.get(row.post, "district")
    if row.range == "delegated" and level == "district":
        scope.problems.error(
            row.place,
            f"{row.post} is a district's post: a delegation goes to towns and villages",
            "write county",
        )
    if row.range == "county" and level != "district":
        scope.problems.warning(
            row.place,
            f"{row.post} is held for a {level} and may {row.action} in the whole county",
            "write area, or make it a district's post",
        )


def _idle_posts(scope: Scope) -> None:
    busy = {row.post for row in scope.pack.policy}
    for post in scope.pack.posts:
        if post.post not in busy:
            scope.problems.warning(
                post.place, f"the post {post.post} may do nothing", f"give it rows in {FILE}"
            )


def _idle_actions(scope: Scope) -> None:
    used = {row.action for row in scope.pack.policy}
    if APPOINTS not in used:
        scope.problems.warning(
            f"{FILE}:1", f"no post may {APPOINTS}: nobody can appoint officers", "add a row"
        )
    for action, sentence in ACTIONS.items():
        if action not in used and action != APPOINTS:
            scope.problems.info(f"{FILE}:1", f"no post may {action} ({sentence})")


def _nearest(name: str, known: Iterable[str]) -> str:
    found = get_close_matches(name, list(known), n=1)
    return f"did you mean {found[0]}?" if found else ""
