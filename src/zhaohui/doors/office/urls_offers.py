"""Addresses of offers 供给: places, slots with their sheets, queues, rounds, who holds a place."""

from django.urls import path

from zhaohui.doors.office.views import offer_edit, offer_queue, offer_runs, offer_slots, offers

urlpatterns = [
    path("offers/", offers.page, name="offers"),
    path("offers/new/<slug:kind>/", offers.new, name="offer-new"),
    path("offers/<int:pk>/", offers.one, name="offer"),
    path("offers/<int:pk>/edit/", offer_edit.page, name="offer-edit"),
    path("offers/<int:pk>/close/", offer_edit.close, name="offer-close"),
    path("offers/<int:pk>/step/", offers.step, name="offer-step"),
    path("offers/slots/<int:pk>/", offer_slots.sheet, name="offer-slot"),
    path("offers/slots/<int:pk>/change/", offer_edit.slot, name="offer-slot-change"),
    path("offers/slots/<int:pk>/step/", offer_slots.step, name="offer-slot-step"),
    path("offers/queues/<slug:kind>/", offer_queue.page, name="offer-queue"),
    path("offers/queues/<slug:kind>/step/", offer_queue.step, name="offer-queue-step"),
    path("offers/rounds/<slug:kind>/", offer_runs.page, name="offer-rounds"),
    path("offers/rounds/<slug:kind>/step/", offer_runs.step, name="offer-rounds-step"),
]
