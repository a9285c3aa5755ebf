"""Addresses of the resident's own pages, under /me/."""

from django.urls import path

from zhaohui.doors.portal.views.account import (
    audit,
    bind,
    cases,
    delete,
    entitlements,
    facts,
    home,
    inbox,
    mandates,
    payments,
)

urlpatterns = [
    path("", home.page, name="me"),
    path("bind/", bind.page, name="me-bind"),
    path("unbind/", bind.unbind, name="me-unbind"),
    path("facts/", facts.page, name="me-facts"),
    path("entitlements/", entitlements.page, name="me-entitlements"),
    path("payments/", payments.page, name="me-payments"),
    path("for/<int:person_id>/", facts.of_giver, name="me-for"),
    path("mandates/", mandates.page, name="me-mandates"),
    path("mandates/give/", mandates.give, name="me-mandate-give"),
    path("mandates/accept/", mandates.accept, name="me-mandate-accept"),
    path("mandates/<int:mandate_id>/revoke/", mandates.revoke, name="me-mandate-revoke"),
    path("inbox/", inbox.page, name="me-inbox"),
    path("inbox/<int:message_id>/answer/", inbox.answer, name="me-inbox-answer"),
    path("inbox/contact/", inbox.contact, name="me-contact"),
    path("cases/", cases.page, name="me-cases"),
    path("cases/for/<int:person_id>/", cases.page, name="me-cases-for"),
    path("cases/<int:case_id>/", cases.one, name="me-case"),
    path("cases/<int:case_id>/step/", cases.step, name="me-case-step"),
    path("cases/<int:case_id>/files/", cases.add, name="me-case-files"),
    path("cases/<int:case_id>/letter/", cases.letter, name="me-case-letter"),
    path("cases/files/<int:file_id>/", cases.file, name="me-case-file"),
    path("audit/", audit.page, name="me-audit"),
    path("delete/", delete.page, name="me-delete"),
]
