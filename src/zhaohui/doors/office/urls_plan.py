"""Addresses of the planner's pages."""

from django.urls import path

from zhaohui.doors.office.views import plan

urlpatterns = [
    path("plan/", plan.page, name="contradictions"),
    path("plan/<slug:plan_id>/<slug:number>/", plan.decide, name="contradiction"),
]
