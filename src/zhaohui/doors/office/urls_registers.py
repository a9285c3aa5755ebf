"""Addresses of the registers 台账."""

from django.urls import path

from zhaohui.doors.office.views import assessments, register_counts, register_import, registers

urlpatterns = [
    path("registers/", registers.index, name="registers"),
    path("registers/<slug:register_id>/", registers.listing, name="register"),
    path("registers/<slug:register_id>/find/", registers.find, name="register-find"),
    path("registers/<slug:register_id>/map/", register_counts.on_map, name="register-map"),
    path(
        "registers/<slug:register_id>/reckoned/",
        register_counts.reckoned_page,
        name="register-reckoned",
    ),
    path("registers/<slug:register_id>/quality/", register_counts.quality, name="register-quality"),
    path(
        "registers/<slug:register_id>/duplicates/",
        register_counts.duplicates,
        name="register-duplicates",
    ),
    path(
        "registers/<slug:register_id>/import/",
        register_import.choose,
        name="register-import-choose",
    ),
    path(
        "registers/<slug:register_id>/import/blank/",
        register_import.blank,
        name="register-import-blank",
    ),
    path(
        "registers/<slug:register_id>/import/<int:pk>/",
        register_import.one,
        name="register-import",
    ),
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
