"""Addresses of the resident's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
