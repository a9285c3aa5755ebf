"""Tables of offers: what there is, bookings of slots, rounds of allotment, who holds a place."""

from zhaohui.county.offers.models.allotment import (
    AllotmentRun,
    Application,
    ApplicationState,
    RunEntry,
    RunState,
    Wish,
)
from zhaohui.county.offers.models.booking import Attendance, Booking, BookingState
from zhaohui.county.offers.models.occupancy import (
    Occupancy,
    OccupancyReview,
    OccupancyState,
    Verdict,
)
from zhaohui.county.offers.models.offer import Capacity, Offer, Opening, Slot
from zhaohui.county.offers.models.suggestion import SuggestionRefusal

__all__ = [
    "AllotmentRun",
    "Application",
    "ApplicationState",
    "Attendance",
    "Booking",
    "BookingState",
    "Capacity",
    "Occupancy",
    "OccupancyReview",
    "OccupancyState",
    "Offer",
    "Opening",
    "RunEntry",
    "RunState",
    "Slot",
    "SuggestionRefusal",
    "Verdict",
    "Wish",
]
