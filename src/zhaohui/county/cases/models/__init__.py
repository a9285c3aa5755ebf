"""Cases: what was applied for, what became of it, what it rests on."""

from zhaohui.county.cases.models.case import Case, CaseState, Channel
from zhaohui.county.cases.models.decision import Decision, Outcome
from zhaohui.county.cases.models.lookup import LookupTry
from zhaohui.county.cases.models.material import Material, Scan
from zhaohui.county.cases.models.partner import PartnerCase
from zhaohui.county.cases.models.party import Party, Role
from zhaohui.county.cases.models.step import CaseStep

__all__ = [
    "Case",
    "CaseState",
    "CaseStep",
    "Channel",
    "Decision",
    "LookupTry",
    "Material",
    "Outcome",
    "PartnerCase",
    "Party",
    "Role",
    "Scan",
]
