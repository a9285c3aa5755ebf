"""Addresses of checks 核对: the list, one check, opening one, the questions of a department."""

from django.urls import path

from zhaohui.doors.office.views import verification_questions, verifications

urlpatterns = [
    path("verifications/", verifications.page, name="verifications"),
    path("verifications/<int:pk>/", verifications.one, name="verification"),
    path("verifications/<int:pk>/step/", verifications.step, name="verification-step"),
    path(
        "verifications/<slug:kind>/new/<int:person_id>/",
        verifications.new,
        name="verification-new",
    ),
    path("questions/", verification_questions.page, name="questions"),
    path("questions/<int:pk>/", verification_questions.one, name="question"),
]
