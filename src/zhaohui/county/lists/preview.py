"""What a bulk action would do: to how many rows, which are left out and why; with a seal of the set."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.declare import BulkAction, ListSpec
from zhaohui.county.lists.errors import ListError
from zhaohui.county.lists.page import asked_rows
from zhaohui.county.lists.state import ListState


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows a reader chose: ticked ones, or (`ids` None) all that the filters ask for."""

    state: ListState
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`included` primary keys in order; `excluded` as reason and number; `digest` of both."""

    included: tuple[int, ...]
    excluded: tuple[tuple[str, int], ...]
    digest: str


def preview(spec: ListSpec, actor: Actor, action: BulkAction, chosen: Chosen) -> Preview:
    """Return what the action would do now; raises ListError beyond its cap or for bad filters."""
    actor.require(spec.action)
    actor.require(action.action)
    if chosen.state.problems:
        raise ListError("；".join(chosen.state.problems.values()))
    rows = _rows(spec, actor, action, chosen)
    judged = [(row["pk"], action.refusal(actor, row)) for row in rows]
    included = tuple(pk for pk, reason in judged if not reason)
    reasons = [(pk, reason) for pk, reason in judged if reason]
    if chosen.ids is not None:
        found = {row["pk"] for row in rows}
        gone = _("不在您的范围内，或者已经没有了")
        reasons += [(pk, gone) for pk in chosen.ids if pk not in found]
    counts = Counter(reason for _pk, reason in reasons)
    return Preview(
        included=included,
        excluded=tuple(sorted(counts.items())),
        digest=_digest(spec.name, action.name, included, sorted(pk for pk, _reason in reasons)),
    )


def _rows(spec: ListSpec, actor: Actor, action: BulkAction, chosen: Chosen) -> list[dict[str, Any]]:
    is_all = chosen.ids is None
    rows = asked_rows(spec, actor, chosen.state) if is_all else spec.rows(actor)
    if not is_all:
        rows = rows.filter(pk__in=chosen.ids)
    found = list(rows.order_by("pk").values("pk", *action.fields)[: action.cap + 1])
    if len(found) > action.cap:
        raise ListError(
            _("一次最多 %(cap)s 条，现在的条件选出了更多。") % {"cap": f"{action.cap:,}"},
            hint=_("请加条件分几次办。"),
        )
    return found


def _digest(*parts: str | Iterable[int]) -> str:
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
