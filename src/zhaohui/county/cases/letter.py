"""The letter of a decision 决定书: what it says is sealed and numbered when it is decided; its PDF is set from that."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from django.utils.translation import override

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.contents import seal, unseal
from zhaohui.county.cases.models import Case, Decision, Outcome
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.reliefs import ONCE, given_fen
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.person_facts import day_text
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.packs.pack import Pack

CODE_DIGITS = 16
KINDS = ("verdict", "condition", "amount", "basis")


def make_letter(actor: Actor, case: Case, row: Decision) -> None:
    """Give the decision its letter's number, text and digest; the caller stores the row."""
    row.letter_number = f"{case.number}-{case.round}"
    text = letter_text(actor, case, row, current_pack())
    row.letter_sealed = seal(text)
    row.letter_digest = digest_of(text)


def letter_text(actor: Actor, case: Case, row: Decision, pack: Pack) -> dict[str, Any]:
    """Return what the letter says, in Chinese."""
    with override("zh-hans"):
        outcome = Outcome(row.outcome).label
        told = [each["text"] for each in unseal(row.told_sealed) if each["kind"] in KINDS]
        reason = next((each.words for each in pack.case_reasons if each.code == row.reason), "")
        return {
            "title": f"{outcome}{case.item_name}决定书",
            "number": row.letter_number,
            "case": shown(case.number),
            "name": case.subject.name or "",
            "decision": decision_sentence(case, row, pack),
            "reason": f"{reason}。{row.words}" if reason else row.words,
            "told": told,
            "appeal": "您不同意这个决定，可以在网上“我的办件”里申请复核，也可以到受理窗口申请；由另一位工作人员办理。",
            "office": f"{pack.name} {actor.label}{by_delegation(row)}",
            "day": day_text(county_today()),
            "synthetic": is_synthetic(),
        }


def by_delegation(row: Decision) -> str:
    """Return under which delegation it was decided, "" where the deciding office has the power itself."""
    return f"（按赋权清单第{row.delegation_id}号）" if row.delegation_id else ""


def decision_sentence(case: Case, row: Decision, pack: Pack) -> str:
    """Return the decision in one sentence; money in 元."""
    if row.outcome == Outcome.REFUSE:
        ends = f"先前准予的，从{day_text(row.since)}起停止。" if row.since else ""
        return f"您申请的{case.item_name}，不予批准。{ends}"
    rule = pack.rule(row.rule)
    since = day_text(row.since) if row.since else ""
    if row.amount_fen is None:
        return f"您申请的{case.item_name}，准予。从{since}起：{rule.in_kind}。"
    amount, whose = yuan_text(row.amount_fen), "全家" if rule.subject == "household" else ""
    if row.unit == ONCE:
        said = f"您申请的{case.item_name}，准予：{whose}{amount}（{rule.name}，一次）。"
        return said + relief_sentence(case, row)
    return (
        f"您申请的{case.item_name}，准予。从{since}起，{whose}每{row.unit}{amount}（{rule.name}）。"
    )


def relief_sentence(case: Case, row: Decision) -> str:
    """Return what of a grant was given already, and what is still to be paid; "" where nothing was."""
    given = given_fen(case)
    if not given or row.unit != ONCE:
        return ""
    left = max(0, (row.amount_fen or 0) - given)
    return f"其中已先行救助{yuan_text(given)}，还应发{yuan_text(left)}。"


def yuan_text(amount_fen: int) -> str:
    """Return an amount of fen as a letter says it.

    >>> yuan_text(120050)
    '1,200.50元'
    """
    yuan, fen = divmod(amount_fen, 100)
    return f"{yuan:,}.{fen:02d}元"


def digest_of(text: dict[str, Any]) -> str:
    """Return the SHA-256 over the letter's text, in hexadecimal digits."""
    return hashlib.sha256(orjson.dumps(text, option=orjson.OPT_SORT_KEYS)).hexdigest()


def code_of(row: Decision) -> str:
    """Return the code that stands on the letter, in groups of four."""
    code = row.letter_digest[:CODE_DIGITS].upper()
    return " ".join(code[n : n + 4] for n in range(0, CODE_DIGITS, 4))


def letter_of(number: str, code: str) -> Decision | None:
    """Return the decision whose letter has this number and code; None for any other pair."""
    wanted = "".join(code.split()).lower()
    row = (
        Decision.objects.filter(letter_number="".join(number.split()))
        .select_related("case")
        .first()
    )
    if row is None or len(wanted) != CODE_DIGITS or not row.letter_digest.startswith(wanted):
        return None
    return row
