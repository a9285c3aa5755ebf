"""Tables of entitlements."""

from zhaohui.county.entitlements.models.holding import Holding, HoldingList
from zhaohui.county.entitlements.models.ledger import (
    AlikeRule,
    Finding,
    FindingPast,
    HouseholdDue,
    LedgerCell,
    LedgerDay,
    RuleNumber,
)
from zhaohui.county.entitlements.models.outlook import Outlook, OutlookWindow
from zhaohui.county.entitlements.models.scenario import ReformScenario, ScenarioState
from zhaohui.county.entitlements.models.sweep import (
    Cell,
    CurrentSweep,
    Status,
    SweepRun,
    VillageCell,
)

__all__ = [
    "AlikeRule",
    "Cell",
    "CurrentSweep",
    "Finding",
    "FindingPast",
    "Holding",
    "HoldingList",
    "HouseholdDue",
    "LedgerCell",
    "LedgerDay",
    "Outlook",
    "OutlookWindow",
    "ReformScenario",
    "RuleNumber",
    "ScenarioState",
    "Status",
    "SweepRun",
    "VillageCell",
]
