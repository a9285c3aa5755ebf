"""Addresses of schedules 随访计划: duties, one duty, the month, coverage."""

from django.urls import path

from zhaohui.doors.office.views import schedules

urlpatterns = [
    path("duties/", schedules.page, name="duties"),
    path("duties/<int:pk>/", schedules.one, name="duty"),
    path("duties/<int:pk>/step/", schedules.step, name="duty-step"),
    path("duties/calendar/", schedules.calendar, name="duty-calendar"),
    path("duty-coverage/", schedules.coverage, name="duty-coverage"),
    path("duty-coverage/<slug:schedule>/", schedules.towns, name="duty-towns"),
]
