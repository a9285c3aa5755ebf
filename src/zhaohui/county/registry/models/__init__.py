"""Tables of the registry."""

from zhaohui.county.registry.models.household import Household, HouseholdKind
from zhaohui.county.registry.models.person import Person
from zhaohui.county.registry.models.source import FieldOverride, SourceBatch, Subject

__all__ = ["FieldOverride", "Household", "HouseholdKind", "Person", "SourceBatch", "Subject"]
