"""What a post on a record's page does: one step by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http.request import QueryDict

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.dealings.actions.post_entry import EntrySaid, post_entry, reverse_entry
from zhaohui.county.dealings.actions.refer import refer
from zhaohui.county.dealings.actions.tie_records import take_tie_step, tie
from zhaohui.county.registers.actions.move_record import move_record
from zhaohui.county.registers.actions.review_record import review_record
from zhaohui.doors.office.record_page import number_of
from zhaohui.packs.schema.register_files import RegisterRow

Step = Callable[[Actor, RegisterRow, int, int, QueryDict], object]


def take_step(actor: Actor, register: RegisterRow, pk: int, post: QueryDict) -> None:
    """Take the step that `did` names, or lead to the state that `next` names; NotVisible for any other."""
    version = number_of(post.get("version"))
    did = STEPS.get(post.get("did", ""))
    if did is not None:
        did(actor, register, pk, version, post)
    elif post.get("next"):
        move_record(actor, register, pk, post.get("next", ""), version=version)
    else:
        raise NotVisible


def said_again(post: QueryDict) -> dict[str, str]:
    """Return what was written with a step that was refused, so that nobody writes it twice."""
    account, _dot, entry = post.get("kind", "").partition(".")
    kept = {name: post.get(name, "") for name in ("did", "kind", "words", "amount", "day")}
    return kept | ({"account": account, "entry": entry} if kept["did"] == "post" else {})


def _review(actor: Actor, register: RegisterRow, pk: int, version: int, _post: QueryDict) -> object:
    return review_record(actor, register, pk, version=version)


def _refer(actor: Actor, register: RegisterRow, pk: int, version: int, post: QueryDict) -> object:
    words = post.get("words", "")
    return refer(actor, register, pk, post.get("kind", ""), words, version=version)


def _post(actor: Actor, register: RegisterRow, pk: int, version: int, post: QueryDict) -> object:
    account, _dot, entry = post.get("kind", "").partition(".")
    said = EntrySaid(
        amount=post.get("amount", ""), day=post.get("day", ""), words=post.get("words", "")
    )
    return post_entry(actor, register, pk, (account, entry), said, version=version)


def _reverse(actor: Actor, register: RegisterRow, pk: int, version: int, post: QueryDict) -> object:
    entry = number_of(post.get("entry"))
    return reverse_entry(actor, register, pk, entry, post.get("words", ""), version=version)


def _tie(actor: Actor, register: RegisterRow, pk: int, version: int, post: QueryDict) -> object:
    other = number_of(post.get("other"))
    return tie(actor, register, pk, post.get("kind", ""), other, version=version)


def _tie_step(
    actor: Actor, register: RegisterRow, pk: int, version: int, post: QueryDict
) -> object:
    which = number_of(post.get("tie"))
    return take_tie_step(actor, register, pk, which, post.get("state", ""), version=version)


STEPS: Mapping[str, Step] = {
    "review": _review,
    "refer": _refer,
    "post": _post,
    "reverse": _reverse,
    "tie": _tie,
    "tie_step": _tie_step,
}
