"""Addresses of the domains, the sweep's results, the pack with its sources, and the filling of parameters."""

from django.urls import path

from zhaohui.doors.office.views import (
    domains,
    findings,
    ledger,
    pack,
    pack_sources,
    parameter,
    parameters,
    payrolls,
    proposals,
    relations,
    rules,
    trace,
)

urlpatterns = [
    path("domains/", domains.page, name="domains"),
    path("domains/<slug:code>/", domains.one, name="domain"),
    path("findings/", findings.page, name="findings"),
    path("findings/<slug:rule_id>/", findings.rule, name="findings-rule"),
    path("findings/<slug:rule_id>/people/", findings.people, name="findings-people"),
    path("ledger/", ledger.page, name="ledger"),
    path("ledger/<slug:rule_id>/", ledger.rule, name="ledger-rule"),
    path("ledger/<slug:rule_id>/people/", ledger.people, name="ledger-people"),
    path("payrolls/", payrolls.page, name="payrolls"),
    path("payrolls/<slug:payroll_id>/", payrolls.people, name="payroll"),
    path("people/<int:pk>/findings/<slug:rule_id>/", trace.page, name="finding"),
    path("pack/", pack.page, name="pack"),
    path("pack/sources/", pack_sources.page, name="sources"),
    path("pack/sources/<str:source_id>/", pack_sources.one, name="source"),
    path("relations/", relations.page, name="relations"),
    path("rules/", rules.page, name="rules"),
    path("rules/<slug:rule_id>/", rules.one, name="rule"),
    path("parameters/", parameters.page, name="parameters"),
    path("parameters/<str:name>/", parameter.page, name="parameter"),
    path("parameters/<str:name>/propose/", parameter.propose, name="parameter-propose"),
    path("proposals/", proposals.page, name="proposals"),
    path("proposals/<int:pk>/", proposals.one, name="proposal"),
    path("proposals/<int:pk>/approve/", proposals.approve, name="proposal-approve"),
    path("proposals/<int:pk>/return/", proposals.send_back, name="proposal-return"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
    path("proposals/<int:pk>/revoke/", proposals.revoke, name="proposal-revoke"),
]
