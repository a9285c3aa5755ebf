"""The county's addresses: each door brings its own."""

from django.urls import include, path

from zhaohui.doors.portal import urls as portal

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(portal)),
]
