"""Addresses of the village worker's pages."""

from django.urls import path

from zhaohui.doors.field.views import desk, entries, phone, today

app_name = "field"

urlpatterns = [
    path("", today.page, name="today"),
    path("entries/", entries.receive, name="entries"),
    path("help/", entries.begin, name="help"),
    path("desk/", desk.page, name="desk"),
    path("hello/", phone.hello, name="hello"),
    path("shell/", phone.shell, name="shell"),
    path("sw.js", phone.worker, name="worker"),
]
