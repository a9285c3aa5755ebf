"""The county's addresses: each door brings its own."""

from django.urls import include, path

from zhaohui.doors.api import urls as api
from zhaohui.doors.api.v1 import urls as api_v1
from zhaohui.doors.field import urls as field
from zhaohui.doors.hall import urls as hall
from zhaohui.doors.kiosk import urls as kiosk
from zhaohui.doors.office import urls as office
from zhaohui.doors.portal import urls as portal

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("open311/", include(api)),
    path("api/", include(api_v1)),
    path("office/", include(office)),
    path("hall/", include(hall)),
    path("kiosk/", include(kiosk)),
    path("field/", include(field)),
    path("", include(portal)),
]
