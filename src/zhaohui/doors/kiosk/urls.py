"""Addresses of the kiosk: the start, a number, the check, a case, what to bring, the wipe."""

from django.urls import path

from zhaohui.doors.kiosk.views import check, items, number, start, status, wipe

app_name = "kiosk"

urlpatterns = [
    path("", start.page, name="start"),
    path("number/", number.page, name="number"),
    path("check/", check.page, name="check"),
    path("status/", status.page, name="status"),
    path("items/", items.page, name="items"),
    path("items/<slug:domain>/", items.domain_page, name="domain"),
    path("items/<slug:domain>/<slug:item>/", items.one, name="item"),
    path("wipe/", wipe.page, name="wipe"),
]
