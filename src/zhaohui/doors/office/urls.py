"""Addresses of the officers' pages: one file of addresses a part of the work."""

from django.urls import include, path

from zhaohui.doors.office.views import home

app_name = "office"

urlpatterns = [
    path("", home.page, name="home"),
    path("", include("zhaohui.doors.office.urls_office")),
    path("", include("zhaohui.doors.office.urls_cases")),
    path("", include("zhaohui.doors.office.urls_delegations")),
    path("", include("zhaohui.doors.office.urls_bundles")),
    path("", include("zhaohui.doors.office.urls_tasks")),
    path("", include("zhaohui.doors.office.urls_offers")),
    path("", include("zhaohui.doors.office.urls_verifications")),
    path("", include("zhaohui.doors.office.urls_schedules")),
    path("", include("zhaohui.doors.office.urls_signals")),
    path("", include("zhaohui.doors.office.urls_items")),
    path("", include("zhaohui.doors.office.urls_people")),
    path("", include("zhaohui.doors.office.urls_outreach")),
    path("", include("zhaohui.doors.office.urls_visits")),
    path("", include("zhaohui.doors.office.urls_payments")),
    path("", include("zhaohui.doors.office.urls_plan")),
    path("", include("zhaohui.doors.office.urls_jobs")),
    path("", include("zhaohui.doors.office.urls_audit")),
    path("", include("zhaohui.doors.office.urls_registers")),
    path("", include("zhaohui.doors.office.urls_surveys")),
    path("", include("zhaohui.doors.office.urls_accounts")),
    path("", include("zhaohui.doors.office.urls_access")),
    path("", include("zhaohui.doors.office.urls_simulate")),
    path("", include("zhaohui.doors.office.urls_gallery")),
]
