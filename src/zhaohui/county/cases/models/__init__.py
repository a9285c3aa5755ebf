"""Cases: what was applied for, what became of it, what it rests on."""

from zhaohui.county.cases.models.bulk import BulkHandling
from zhaohui.county.cases.models.bundle import BundleApplication, BundlePart, Skip
from zhaohui.county.cases.models.case import Case, CaseState, Channel
from zhaohui.county.cases.models.decision import Decision, Outcome
from zhaohui.county.cases.models.inquiry import Inquiry
from zhaohui.county.cases.models.leave import HandedCase, Leave, LeaveState
from zhaohui.county.cases.models.lookup import LookupTry
from zhaohui.county.cases.models.material import Material, Scan
from zhaohui.county.cases.models.partner import PartnerCase
from zhaohui.county.cases.models.party import Party, Role
from zhaohui.county.cases.models.relief import Relief
from zhaohui.county.cases.models.step import CaseStep, Level

__all__ = [
    "BulkHandling",
    "BundleApplication",
    "BundlePart",
    "Case",
    "CaseState",
    "CaseStep",
    "Channel",
    "Decision",
    "HandedCase",
    "Inquiry",
    "Leave",
    "LeaveState",
    "Level",
    "LookupTry",
    "Material",
    "Outcome",
    "PartnerCase",
    "Party",
    "Relief",
    "Role",
    "Scan",
    "Skip",
]
