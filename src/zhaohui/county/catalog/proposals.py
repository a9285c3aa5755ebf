"""Proposed values: locked for a step, turned into entries and rows of the overlay."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django.db.models import QuerySet

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.errors import NoSuchProposalError, ProposalError
from zhaohui.county.catalog.models import ParameterProposal, Proposal, ProposalState
from zhaohui.county.catalog.parameter_entry import ParameterEntry
from zhaohui.county.catalog.queries import pack_in
from zhaohui.packs import Pack, default_pack
from zhaohui.packs.overlay import (
    PLACE,
    Overlay,
    OverlayRow,
    as_bytes,
    laid_over,
    unused,
    value_from_json,
)

P = TypeVar("P", bound=Proposal)


def locked(pk: int) -> ParameterProposal:
    """Return the proposal, locked until the transaction ends; NoSuchProposalError."""
    return locked_of(ParameterProposal, pk)


def locked_of(kind: type[P], pk: int) -> P:
    """Return the proposal of a kind, locked until the transaction ends; NoSuchProposalError."""
    rows: QuerySet[P] = kind._default_manager.all()  # noqa: SLF001 - Django's name for "the manager of any model"
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NoSuchProposalError("没有这条补填。")
    return found


def take_turns(pk: int) -> None:
    """Lock every proposal of the same parameter, in one order: two that overlap must not both hold."""
    same = ParameterProposal.objects.filter(pk=pk).values("parameter")
    rows = ParameterProposal.objects.select_for_update(of=("self",)).filter(parameter__in=same)
    list(rows.order_by("pk").values_list("pk"))


def in_force(pk: int) -> ParameterProposal:
    """Return an approved proposal, locked; ProposalError where it no longer holds."""
    found = locked(pk)
    if found.state != ProposalState.APPROVED:
        raise ProposalError("要更正的那一条已经不在用。", hint="请重新打开参数页。", field="start")
    return found


def same_days(entry: ParameterEntry) -> QuerySet[ParameterProposal]:
    """Return the waiting or approved proposals for the entry's parameter, area and first day."""
    return ParameterProposal.objects.filter(
        parameter=entry.parameter,
        area=entry.area,
        start=entry.start,
        state__in=(ProposalState.WAITING, ProposalState.APPROVED),
    )


def pack_without(replaced: ParameterProposal | None = None) -> Pack:
    """Return the pack with what the database says is approved, less one entry."""
    return laid_over(pack_in(default_pack()), approved_overlay(without=replaced))


def approved_overlay(*, without: ParameterProposal | None = None) -> Overlay:
    """Return what the database says is approved, less one entry."""
    rows = [row for row in approved_rows() if without is None or row.proposal != without.pk]
    version = hashlib.sha256(as_bytes(rows)).hexdigest()[:16]
    return Overlay(rows, version)


def reasons_unused() -> dict[int, str]:
    """Return why approved entries change nothing in the pack of today, by number."""
    return unused(pack_in(default_pack()), approved_overlay())


def told(proposal: ParameterProposal) -> dict[str, Any]:
    """Return what the audit keeps of a proposal: figures and the document, no person."""
    return {
        "parameter": proposal.parameter,
        "area": proposal.area,
        "from": proposal.start.isoformat(),
        "to": proposal.end.isoformat() if proposal.end else None,
        "value": proposal.value,
        "document": f"{proposal.title} {proposal.doc_no}".strip(),
        "state": proposal.state,
    }


def approved_rows() -> list[OverlayRow]:
    """Return what is in force, by number."""
    rows = ParameterProposal.objects.filter(state=ProposalState.APPROVED).order_by("pk")
    return [overlay_row(row) for row in rows]


def overlay_row(proposal: ParameterProposal) -> OverlayRow:
    """Return a proposal as the overlay holds it."""
    return OverlayRow(
        proposal=proposal.pk,
        parameter=proposal.parameter,
        area=proposal.area,
        start=proposal.start,
        end=proposal.end,
        value=proposal.value,
        verification=proposal.verification,
        note=proposal.words,
        title=proposal.title,
        doc_no=proposal.doc_no,
        article=proposal.article,
        address=proposal.address,
        published=proposal.published,
        retrieved=county_day(proposal.proposed_at).isoformat(),
        place=f"{PLACE}:{proposal.pk}",
    )


def entry_of(proposal: ParameterProposal, pack: Pack) -> ParameterEntry:
    """Return a proposal as it was entered, its value typed by the pack."""
    return ParameterEntry(
        parameter=proposal.parameter,
        area=proposal.area,
        start=proposal.start,
        end=proposal.end,
        value=value_from_json(pack.parameter(proposal.parameter), proposal.value),
        title=proposal.title,
        doc_no=proposal.doc_no,
        article=proposal.article,
        address=proposal.address,
        published=proposal.published,
        read_in=proposal.read_in,
        words=proposal.words,
    )


def user_of(actor: Actor) -> int:
    """Return the account that answers for a proposal; NotVisible for a command, which is nobody."""
    if actor.user_id is None:
        raise NotVisible
    return actor.user_id
