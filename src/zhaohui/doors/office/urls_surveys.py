"""Addresses of the surveys' results."""

from django.urls import path

from zhaohui.doors.office.views import surveys

urlpatterns = [
    path("surveys/", surveys.index, name="surveys"),
    path("surveys/<slug:form_id>/", surveys.page, name="survey"),
]
