"""Addresses of signals 预警: the list of alerts, one alert, all signals, one with its readings."""

from django.urls import path

from zhaohui.doors.office.views import alerts, signals

urlpatterns = [
    path("alerts/", alerts.page, name="alerts"),
    path("alerts/<int:pk>/", alerts.one, name="alert"),
    path("alerts/<int:pk>/step/", alerts.step, name="alert-step"),
    path("signals/", signals.page, name="signals"),
    path("signals/<slug:signal_id>/", signals.one, name="signal"),
    path("signals/<slug:signal_id>/readings/", signals.readings, name="signal-readings"),
]
