"""What an officer writes on a case's page, read strictly."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.cases.actions.add_material import OTHER
from zhaohui.county.cases.actions.propose_decision import Wanted
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.packs.pack import Pack

AMOUNT = re.compile(r"\d{1,8}(\.\d{1,2})?")


def read_said(post: QueryDict, pack: Pack) -> Said:
    """Return what goes with a step; `lacks` come as document ids with their names beside."""
    names = {row.id: row.name for item in pack.items for row in item.materials}
    lacks = [
        {"document": each, "name": post.get(f"name-{each}", "") or names.get(each, each)}
        for each in post.getlist("lacks")
        if each in names or each == OTHER
    ]
    return Said(
        reason=post.get("reason", ""),
        words=post.get("words", ""),
        lacks=lacks,
        until=read_day(post.get("until", "")),
        facts=post.getlist("facts"),
        given={name: post.get(name, "") for name in post},
    )


def read_wanted(post: QueryDict) -> Wanted:
    """Return the proposal; CaseAnswerError where an amount or day can't be read."""
    return Wanted(
        outcome=post.get("outcome", ""),
        rule=post.get("rule", ""),
        reason=post.get("reason", ""),
        words=post.get("words", ""),
        amount_fen=read_amount(post.get("amount", "")),
        since=read_day(post.get("since", "")),
    )


def read_amount(text: str) -> int | None:
    """Return an amount in fen, None where nothing was written."""
    if not text.strip():
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if not AMOUNT.fullmatch(plain):
        raise CaseAnswerError(_("金额请只写数字，以元为单位，如 120.50。"))
    return int(Decimal(plain) * 100)


def read_day(text: str) -> dt.date | None:
    """Return a day, None where nothing was written."""
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise CaseAnswerError(_("日期请写成 2027-03-01 的样子。")) from None


def read_version(post: QueryDict) -> int | None:
    """Return the version of the page on which the step was chosen."""
    text = post.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
