"""Addresses of the registers 台账."""

from django.urls import path

from zhaohui.doors.office.views import assessments, registers

urlpatterns = [
    path("registers/", registers.index, name="registers"),
    path("registers/<slug:register_id>/", registers.listing, name="register"),
    path("registers/<slug:register_id>/new/", registers.choose, name="record-new"),
    path("registers/<slug:register_id>/new/<int:person_id>/", registers.fill, name="record-fill"),
    path("registers/<slug:register_id>/<int:pk>/", registers.page, name="record"),
    path("registers/<slug:register_id>/<int:pk>/change/", registers.change, name="record-change"),
    path(
        "registers/<slug:register_id>/<int:pk>/assess/<slug:form_id>/",
        assessments.fill,
        name="record-assess",
    ),
    path(
        "registers/<slug:register_id>/<int:pk>/assessments/<int:assessment_id>/",
        assessments.page,
        name="record-assessment",
    ),
]
