"""Addresses of the API, as Open311 GeoReport v2 names them."""

from django.urls import path

from zhaohui.doors.api import views

app_name = "api"

urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="discovery"),
    path("v2/services.<str:form>", views.services, name="services"),
    path("v2/services/<slug:code>.<str:form>", views.one_service, name="service"),
    path("v2/requests.<str:form>", views.requests, name="requests"),
    path("v2/requests/<slug:number>.<str:form>", views.one_request, name="request"),
]
