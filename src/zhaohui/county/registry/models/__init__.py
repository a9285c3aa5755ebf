"""Tables of the registry."""

from zhaohui.county.registry.models.confirmation import Confirmation
from zhaohui.county.registry.models.household import ChangedHousehold, Household, HouseholdKind
from zhaohui.county.registry.models.met import Encounter, Provisional
from zhaohui.county.registry.models.person import Person
from zhaohui.county.registry.models.source import FieldOverride, SourceBatch, Subject

__all__ = [
    "ChangedHousehold",
    "Confirmation",
    "Encounter",
    "FieldOverride",
    "Household",
    "HouseholdKind",
    "Person",
    "Provisional",
    "SourceBatch",
    "Subject",
]
