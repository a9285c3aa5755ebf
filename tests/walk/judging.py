"""What the policy says about a line of the table, and a sentence where the table says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from tests.walk.table import SHOWN, Line
from tests.walk.world import NEXT, areas
from zhaohui.county.accounts.actor import PUBLIC, Actor, Grant
from zhaohui.county.accounts.gate import Answer, answer_of
from zhaohui.county.accounts.policy import grants_of_post
from zhaohui.packs.pack import Pack

HERE, THERE = 1, 2  # ids of the two people, where no database is asked
UNSEEN = {"404", "405"}  # what is not there for her, and what this method does not open
MEND = "If this is meant, run `make walk`, look at the difference and commit it."


def actors(pack: Pack) -> dict[str, Actor]:
    """Return each role's actor as the policy makes it, without asking the database."""
    where = areas(pack)
    found = {
        "public": PUBLIC,
        "unbound": _resident(pack, ()),
        "resident": _resident(pack, (HERE,)),
        "helper": _resident(pack, (), (HERE,)),
        "unappointed": Actor(kind="officer", user_id=1),
        "ended": Actor(kind="officer", user_id=1),
        "left": _resident(pack, ()),
    }
    for post in pack.posts:
        found[post.post] = _officer(pack, post.post, where["here"][post.level])
        if post.level != "district":
            found[f"{post.post}{NEXT}"] = _officer(pack, post.post, where["there"][post.level])
    return found


def _officer(pack: Pack, post: str, area: str) -> Actor:
    return Actor(kind="officer", user_id=1, grants=tuple(grants_of_post(pack, post, area)))


def _resident(pack: Pack, own: tuple[int, ...], mandators: tuple[int, ...] = ()) -> Actor:
    grants = [
        Grant(row.action, people=own, post="resident", row=row.place)
        for row in pack.policy
        if row.post == "resident"
    ]
    if mandators:
        grants += [
            Grant(row.action, people=mandators, post="helper", row=row.place)
            for row in pack.policy
            if row.post == "helper"
        ]
    return Actor(kind="resident", user_id=1, mandators=mandators, grants=tuple(grants))


def disagreements(lines: list[Line], pack: Pack) -> Iterator[str]:
    """Yield a sentence for every cell that the policy of `pack` would not give."""
    where = areas(pack)
    for role, actor in actors(pack).items():
        for line in lines:
            said = line.outcomes[role]
            if sentence := _judge(line, actor, where, said):
                yield (
                    f"{SHOWN}:{line.number}: {line.method} {line.route} {line.object} says {said} "
                    f"for {role}, but {sentence} {MEND}"
                )


def _judge(line: Line, actor: Actor, where: dict[str, dict[str, str]], said: str) -> str:
    action = line.action or None
    answer = answer_of(actor, action)
    if answer is Answer.SIGN_IN:
        return "" if said == "sign-in" else "nobody is signed in."
    if answer is Answer.NOT_FOUND:
        if said == "404":
            return ""
        return f"{_no_row(actor, action)}."
    if line.object in where and action in {grant.action for grant in actor.grants}:
        person = {"here": HERE, "there": THERE}[line.object]
        if said not in UNSEEN and not actor.may_for(
            str(action), person, where[line.object]["village"]
        ):
            return f"the range of {action} in {_rows(actor, str(action))} does not reach what is {line.object}."
    return "it is somebody else's." if line.object == "others" and said not in UNSEEN else ""


def _no_row(actor: Actor, action: str | None) -> str:
    if action is None:
        return "the view has no mark @access or @public"
    posts = sorted({grant.post for grant in actor.grants}) or ["her"]
    return f"no row of access/policy.csv gives {action} to {', '.join(posts)}"


def _rows(actor: Actor, action: str) -> str:
    return ", ".join(grant.row for grant in actor.grants_for(action))
