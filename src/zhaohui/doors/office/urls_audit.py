"""Addresses of the auditors' page."""

from django.urls import path

from zhaohui.doors.office.views import audit

urlpatterns = [
    path("audit/", audit.page, name="audit"),
]
