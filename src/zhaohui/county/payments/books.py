"""The accounts of payments, by key; see docs/reference/payments.md."""

from __future__ import annotations

from zhaohui.county.postings.actions.open_accounts import Wanted


def treasury(rule: str) -> Wanted:
    """Return the outside account that the money of a benefit comes from 财政."""
    return Wanted(f"treasury:{rule}", "treasury", is_outside=True)


def owed(rule: str, person: int) -> Wanted:
    """Return what a person was approved and has not been paid 应发未发."""
    return Wanted(f"owed:{rule}:{person}", "owed", person_id=person)


def paid(rule: str, person: int) -> Wanted:
    """Return what a person has been paid 已发."""
    return Wanted(f"paid:{rule}:{person}", "paid", person_id=person)


def claims(rule: str) -> Wanted:
    """Return the outside account of what was over-paid of a benefit 应追回."""
    return Wanted(f"claims:{rule}", "claims", is_outside=True)


def claim_key(recovery: int) -> str:
    """Return the key of what is still to be recovered in one case."""
    return f"claim:{recovery}"


def claim(recovery: int, person: int) -> Wanted:
    """Return the account of one recovery 追回账户: what the person still owes."""
    return Wanted(claim_key(recovery), "claim", person_id=person)
