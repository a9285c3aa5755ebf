"""What the pages of work lists show, and what is read from their forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.case_list import CASES
from zhaohui.county.cases.clocks import clock_of
from zhaohui.county.cases.colleagues import ASSIGN, colleagues, orphans
from zhaohui.county.cases.leaves import deputies_of, own_leaves
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.cases.workload import MOST_MOVES, even_shares, loads
from zhaohui.packs.pack import Pack

MOST_ORPHANS = 200


def case_lookup(*, problem: str = "") -> dict[str, Any]:
    """Return the search form of cases."""
    assert CASES.lookup
    return {
        "label": CASES.lookup.label,
        "hint": CASES.lookup.hint,
        "address": reverse("office:cases-find"),
        "purposes": (),
        "problem": problem,
    }


def workload_context(actor: Actor, pack: Pack) -> dict[str, Any]:
    """Return the loads, and the cases in reach whose handler can't act."""
    today = county_today()
    lost = visible_to(actor, ASSIGN).filter(pk__in=orphans(pack, today)).order_by("pk")
    return {
        "loads": loads(actor, pack, today),
        "orphans": [(case, shown(case.number)) for case in lost[:MOST_ORPHANS]],
        "colours": colour_words(),
    }


def share_context(actor: Actor, chosen: Sequence[str], pack: Pack) -> dict[str, Any]:
    """Return the moves that would make it even; nothing is written."""
    today = county_today()
    wanted = {read_number(each) for each in chosen}
    names = {each.user_id: each.label for each in colleagues(actor, pack, today)}
    moves = even_shares(actor, wanted, pack, today)
    return {
        "rows": [
            {
                "move": f"{each.case.pk}:{each.case.version}:{each.to.user_id}",
                "number": shown(each.case.number),
                "case": each.case,
                "clock": clock_of(each.case, pack, today),
                "before": names.get(each.before or 0, ""),
                "to": each.to.label,
            }
            for each in moves
        ],
        "officers": [names[pk] for pk in wanted if pk in names],
        "most": MOST_MOVES,
    }


def leave_context(actor: Actor, post: QueryDict, problem: str, today: dt.date) -> dict[str, Any]:
    """Return the officer's own leaves and the form as it was written."""
    return {
        "leaves": own_leaves(actor),
        "deputies": deputies_of(actor, today),
        "written": post,
        "chosen": read_number(post.get("deputy", "")),
        "back": not post or post.get("back") == "on",
        "problems": [{"id": "start", "sentence": problem}] if problem else [],
        "open": ("planned", "running"),
        "today": today,
    }


def read_number(text: str) -> int:
    """Return a row's number from a form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def read_moves(texts: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (case, its version, officer) of the preview; what can't be read is left out."""
    for text in list(texts)[:MOST_MOVES]:
        parts = [read_number(part) for part in text.split(":")]
        if len(parts) == 3 and all(parts):
            yield parts[0], parts[1], parts[2]


COLOUR_WORDS = ("red", "amber", "green", "still", "none")


def colour_words() -> list[str]:
    """Return what the columns of a workload are called, in the order of the colours."""
    words = {
        "red": _("超期"),
        "amber": _("快到期"),
        "green": _("期限内"),
        "still": _("停止计时"),
        "none": _("不计时"),
    }
    return [words[colour] for colour in COLOUR_WORDS]
