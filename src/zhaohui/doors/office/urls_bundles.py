"""Addresses of 一件事: the figures, taking one in, one application, its receipt and answer."""

from django.urls import path

from zhaohui.doors.office.views import bundle_new, bundles

urlpatterns = [
    path("bundles/", bundles.page, name="bundles"),
    path("bundles/<int:pk>/", bundles.one, name="bundle"),
    path("bundles/<int:pk>/receipt/", bundles.receipt, name="bundle-receipt"),
    path("bundles/<int:pk>/answer/", bundles.answer, name="bundle-answer"),
    path("bundles/new/<int:person_id>/<slug:code>/form/", bundle_new.form, name="bundle-new-form"),
    path("bundles/new/<int:person_id>/<slug:code>/send/", bundle_new.send, name="bundle-new-send"),
    path("bundles/new/<int:person_id>/<slug:code>/files/", bundle_new.add, name="bundle-new-files"),
]
