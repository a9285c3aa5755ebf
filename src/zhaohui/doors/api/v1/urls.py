"""Addresses of the interface for other offices' systems."""

from django.urls import path

from zhaohui.doors.api.v1 import pages, views

app_name = "v1"

urlpatterns = [
    path("", pages.page, name="about"),
    path("openapi.json", pages.description, name="openapi"),
    path("v1/items", views.items, name="items"),
    path("v1/items/<slug:item_id>", views.item, name="item"),
    path("v1/check", views.check, name="check"),
    path("v1/cases", views.cases, name="cases"),
    path("v1/cases/<slug:number>", views.case, name="case"),
    path("v1/cases/<slug:number>/materials", views.materials, name="materials"),
    path("v1/cases/<slug:number>/decision", views.decision, name="decision"),
    path("v1/changes", views.changes, name="changes"),
    path("v1/letters/check", views.letters, name="letters"),
]
