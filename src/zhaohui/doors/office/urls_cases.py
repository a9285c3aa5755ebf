"""Addresses of cases: the work list, one case, its steps, its files, its letter."""

from django.urls import path

from zhaohui.doors.office.views import (
    case_anywhere,
    case_met,
    case_new,
    case_urgent,
    cases,
    work_lists,
)

urlpatterns = [
    path("cases/", cases.page, name="cases"),
    path("cases/find/", work_lists.find, name="cases-find"),
    path("cases/bulk/<int:pk>/", work_lists.bulk, name="case-bulk"),
    path("cases/workload/", work_lists.workload, name="workload"),
    path("cases/workload/share/", work_lists.share, name="workload-share"),
    path("cases/leave/", work_lists.leave, name="leave"),
    path("cases/leave/<int:pk>/cancel/", work_lists.cancel, name="leave-cancel"),
    path("cases/new/<int:person_id>/", case_new.page, name="case-new"),
    path("cases/new/<int:person_id>/<slug:item_id>/form/", case_new.form, name="case-new-form"),
    path("cases/new/<int:person_id>/<slug:item_id>/send/", case_new.send, name="case-new-send"),
    path("cases/new/<int:person_id>/<slug:item_id>/files/", case_new.add, name="case-new-files"),
    path("cases/anywhere/", case_anywhere.page, name="case-anywhere"),
    path("cases/met/", case_met.page, name="case-met"),
    path("cases/met/<int:person_id>/", case_met.identity, name="case-identity"),
    path("cases/<int:pk>/relief/", case_urgent.relief, name="case-relief"),
    path("cases/<int:pk>/ask/", case_urgent.ask, name="case-ask"),
    path("inquiries/", case_urgent.inquiries, name="inquiries"),
    path("inquiries/<int:pk>/", case_urgent.inquiry, name="inquiry"),
    path("cases/<int:pk>/receipt/", cases.receipt, name="case-receipt"),
    path("cases/<int:pk>/", cases.one, name="case"),
    path("cases/<int:pk>/step/", cases.step, name="case-step"),
    path("cases/<int:pk>/propose/", cases.propose, name="case-propose"),
    path("cases/<int:pk>/letter/", cases.letter, name="case-letter"),
    path("cases/files/<int:pk>/", cases.file, name="case-file"),
]
