"""Addresses of delegations 赋权 and of the figures of 就近办."""

from django.urls import path

from zhaohui.doors.office.views import delegations, nearby

urlpatterns = [
    path("delegations/", delegations.page, name="delegations"),
    path("delegations/new/", delegations.new, name="delegation-new"),
    path("delegations/<int:pk>/", delegations.one, name="delegation"),
    path("delegations/<int:pk>/step/", delegations.step, name="delegation-step"),
    path("delegations/<int:pk>/assess/<slug:area>/", delegations.assess, name="delegation-assess"),
    path("nearby/", nearby.page, name="nearby"),
]
