"""Addresses of the roster and of the page that explains who may see what."""

from django.urls import path

from zhaohui.doors.office.views import access, officers

urlpatterns = [
    path("access/", access.page, name="why"),
    path("officers/", officers.page, name="officers"),
    path("officers/<int:officer_id>/", officers.officer, name="officer"),
    path("officers/<int:officer_id>/close/", officers.close, name="officer-close"),
    path("officers/<int:officer_id>/appoint/", officers.appoint, name="officer-appoint"),
    path(
        "officers/<int:officer_id>/end/<int:appointment_id>/",
        officers.end,
        name="officer-end-appointment",
    ),
]
