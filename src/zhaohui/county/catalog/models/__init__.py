"""Which version of the pack the database was filled with, and what officers change in it."""

from zhaohui.county.catalog.models.item import ItemEvaluation, ItemProposal, Outcome
from zhaohui.county.catalog.models.pack_version import PackVersion
from zhaohui.county.catalog.models.parameter_proposal import ParameterProposal
from zhaohui.county.catalog.models.proposal import Proposal, ProposalState, ReadIn

__all__ = [
    "ItemEvaluation",
    "ItemProposal",
    "Outcome",
    "PackVersion",
    "ParameterProposal",
    "Proposal",
    "ProposalState",
    "ReadIn",
]
