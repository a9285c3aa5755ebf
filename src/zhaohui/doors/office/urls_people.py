"""Addresses of lists, people and exports."""

from django.urls import path

from zhaohui.doors.office.views import exports, ledger, list_bulk, people, person, views_saved

urlpatterns = [
    path("people/", people.page, name="people"),
    path("people/find/", people.find, name="people-find"),
    path("purpose/", person.purpose, name="purpose"),
    path("purpose/drop/", person.purpose_drop, name="purpose-drop"),
    path("people/<int:pk>/", person.facts, name="person"),
    path("people/<int:pk>/household/", person.household, name="person-household"),
    path("people/<int:pk>/findings/", person.findings, name="person-findings"),
    path("people/<int:pk>/ledger/", ledger.person, name="person-ledger"),
    path("people/<int:pk>/cases/", person.cases, name="person-cases"),
    path("people/<int:pk>/letters/", person.letters, name="person-letters"),
    path("people/<int:pk>/visits/", person.visits, name="person-visits"),
    path("people/<int:pk>/duties/", person.duties, name="person-duties"),
    path("people/<int:pk>/reveal/", person.reveal, name="person-reveal"),
    path("views/<slug:list_name>/save/", views_saved.save, name="view-save"),
    path("views/<int:pk>/", views_saved.open_view, name="view"),
    path("views/<int:pk>/drop/", views_saved.drop, name="view-drop"),
    path("lists/<slug:list_name>/preview/", list_bulk.preview, name="bulk-preview"),
    path("lists/<slug:list_name>/do/", list_bulk.confirm, name="bulk-do"),
    path("exports/", exports.page, name="exports"),
    path("exports/<int:pk>/", exports.one, name="export"),
    path("exports/<int:pk>/decide/", exports.decide, name="export-decide"),
    path("exports/<int:pk>/take/", exports.take, name="export-take"),
]
