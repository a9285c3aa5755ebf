"""Addresses of what village workers reported of visits."""

from django.urls import path

from zhaohui.doors.office.views import visits

urlpatterns = [
    path("visits/", visits.page, name="visits"),
    path("visits/<int:pk>/", visits.one, name="visit"),
    path("visits/<int:pk>/photo/", visits.photo, name="visit-photo"),
    path("visits/<int:pk>/settle/", visits.settle, name="visit-settle"),
]
