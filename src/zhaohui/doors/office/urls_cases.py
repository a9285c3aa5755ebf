"""Addresses of cases: the work list, one case, its steps, its files, its letter."""

from django.urls import path

from zhaohui.doors.office.views import cases

urlpatterns = [
    path("cases/", cases.page, name="cases"),
    path("cases/<int:pk>/", cases.one, name="case"),
    path("cases/<int:pk>/step/", cases.step, name="case-step"),
    path("cases/<int:pk>/propose/", cases.propose, name="case-propose"),
    path("cases/<int:pk>/letter/", cases.letter, name="case-letter"),
    path("cases/files/<int:pk>/", cases.file, name="case-file"),
]
