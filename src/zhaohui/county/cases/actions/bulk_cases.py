"""Handle many cases at once 批量办理: each row its own step and entry; what could not be done says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.actions.accept_case import accept_case
from zhaohui.county.cases.actions.assign_case import assign_case
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.models import BulkHandling, Case
from zhaohui.county.cases.numbers import shown
from zhaohui.county.lists.declare import BulkRun
from zhaohui.county.lists.errors import AnswerError
from zhaohui.errors import ZhaohuiError


def accept_many(actor: Actor, run: BulkRun) -> str:
    """Accept the previewed cases and return the address of what came of each."""
    made = each_in_turn(actor, "accept", run.ids, lambda pk: accept_case(actor, pk, Said()))
    return reverse("office:case-bulk", args=[made.pk])


def assign_many(actor: Actor, run: BulkRun) -> str:
    """Give the previewed cases to the colleague whom the confirmation names; AnswerError without one."""
    wanted = str(run.answers.get("colleague", ""))
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        raise AnswerError(_("请选一位同事。"))
    to = int(wanted)
    made = each_in_turn(actor, "assign", run.ids, lambda pk: assign_case(actor, pk, to))
    return reverse("office:case-bulk", args=[made.pk])


def share_out(actor: Actor, moves: Iterable[tuple[int, int, int]]) -> BulkHandling:
    """Give cases to officers as previewed: (case, its version then, officer); return what came of each."""
    wanted = {pk: (version, to) for pk, version, to in moves}

    def give(pk: int) -> Any:
        version, to = wanted[pk]
        return assign_case(actor, pk, to, version=version)

    return each_in_turn(actor, "share", wanted, give)


def each_in_turn(
    actor: Actor, did: str, ids: Iterable[int], deed: Callable[[int], Any]
) -> BulkHandling:
    """Do a deed for each case, refusals kept apart, and store what came of it."""
    if actor.user_id is None:
        raise NotVisible
    rows = []
    with transaction.atomic():
        pks = list(ids)
        numbers = dict(Case.objects.filter(pk__in=pks).values_list("pk", "number"))
        for pk in sorted(pks):
            said = ""
            try:
                with transaction.atomic():
                    deed(pk)
            except ZhaohuiError as error:
                said = str(error)
            number = shown(numbers[pk]) if pk in numbers else ""
            rows.append({"case": pk, "number": number, "ok": not said, "words": said})
        return BulkHandling.objects.create(did=did, by_id=actor.user_id, rows=rows)


def bulk_handling_of(actor: Actor, pk: int) -> BulkHandling:
    """Return what the actor herself handled at once; NotVisible for anybody else's."""
    found = BulkHandling.objects.filter(pk=pk, by=actor.user_id).first()
    if found is None:
        raise NotVisible
    return found
