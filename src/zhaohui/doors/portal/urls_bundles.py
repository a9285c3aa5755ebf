"""Addresses of 一件事: the list, one of them, applying for it oneself or for whom one helps."""

from django.urls import path

from zhaohui.doors.portal.views import bundle_apply, bundles

urlpatterns = [
    path("bundles/", bundles.page, name="bundles"),
    path("bundles/<slug:code>/", bundles.one, name="bundle"),
    path("bundles/<slug:code>/start/", bundle_apply.start, name="bundle-item"),
    path("bundles/<slug:code>/form/", bundle_apply.form, name="bundle-form"),
    path("bundles/<slug:code>/send/", bundle_apply.send, name="bundle-send"),
    path("bundles/<slug:code>/files/", bundle_apply.add, name="bundle-files"),
    path(
        "bundles/for/<int:person_id>/<slug:code>/start/", bundle_apply.start, name="bundle-for-item"
    ),
    path(
        "bundles/for/<int:person_id>/<slug:code>/form/", bundle_apply.form, name="bundle-for-form"
    ),
    path(
        "bundles/for/<int:person_id>/<slug:code>/send/", bundle_apply.send, name="bundle-for-send"
    ),
    path(
        "bundles/for/<int:person_id>/<slug:code>/files/", bundle_apply.add, name="bundle-for-files"
    ),
]
