"""Addresses of offers 供给: kinds, places with their slots, booking and registering, public rounds."""

from django.urls import path

from zhaohui.doors.portal.views import offer_booking, offer_runs, offers

urlpatterns = [
    path("offers/", offers.page, name="offers"),
    path("offers/kinds/<slug:kind>/", offers.kind, name="offer-kind"),
    path("offers/kinds/<slug:kind>/register/", offer_booking.register, name="offer-register"),
    path("offers/<int:pk>/", offers.one, name="offer"),
    path("offers/<int:pk>/book/", offer_booking.book_slot, name="offer-book"),
    path("offers/runs/", offer_runs.page, name="offer-runs"),
    path("offers/runs/<int:pk>/", offer_runs.one, name="offer-run"),
    path("offers/runs/<int:pk>/files/<str:name>", offer_runs.file, name="offer-run-file"),
    path("offers/verify_allotment.py", offer_runs.program, name="offer-program"),
]
