"""Addresses of the reform simulator 改革测算."""

from django.urls import path

from zhaohui.doors.office.views import scenarios, simulate

urlpatterns = [
    path("simulate/", simulate.page, name="simulate"),
    path("simulate/compare/", scenarios.compare, name="scenario-compare"),
    path("simulate/<int:pk>/", scenarios.page, name="scenario"),
    path("simulate/<int:pk>/discard/", scenarios.discard, name="scenario-discard"),
]
