"""Addresses of applying: the list of items, an item's application, looking up a case, checking a letter."""

from django.urls import path

from zhaohui.doors.portal.views import apply, apply_send, lookup, verify_letter

urlpatterns = [
    path("apply/", apply.page, name="apply"),
    path("apply/draft/<int:draft_id>/", apply.draft, name="apply-draft"),
    path("apply/draft/<int:draft_id>/discard/", apply.discard, name="apply-discard"),
    path("apply/files/<int:file_id>/drop/", apply_send.drop, name="apply-drop"),
    path("apply/for/<int:person_id>/", apply.page, name="apply-for"),
    path("apply/for/<int:person_id>/<slug:item_id>/", apply.start, name="apply-for-item"),
    path("apply/for/<int:person_id>/<slug:item_id>/form/", apply.form, name="apply-for-form"),
    path("apply/for/<int:person_id>/<slug:item_id>/send/", apply_send.page, name="apply-for-send"),
    path("apply/for/<int:person_id>/<slug:item_id>/files/", apply_send.add, name="apply-for-files"),
    path("apply/<slug:item_id>/", apply.start, name="apply-item"),
    path("apply/<slug:item_id>/form/", apply.form, name="apply-form"),
    path("apply/<slug:item_id>/send/", apply_send.page, name="apply-send"),
    path("apply/<slug:item_id>/files/", apply_send.add, name="apply-files"),
    path("status/", lookup.page, name="status"),
    path("letters/", verify_letter.page, name="letters"),
]
