"""Addresses of the resident's pages."""

from django.urls import include, path

from zhaohui.doors.portal.views import (
    about,
    assistance,
    benefit_lists,
    check,
    classes,
    county,
    delegations,
    home,
    item,
    item_changes,
    items,
    plan,
    preferences,
    rule,
    service,
    services,
    standards,
    survey,
)

app_name = "portal"

urlpatterns = [
    path("", home.page, name="home"),
    path("services/", services.page, name="services"),
    path("services/<slug:service_id>/", service.page, name="service"),
    path("classes/", classes.page, name="classes"),
    path("assistance/", assistance.page, name="assistance"),
    path("lists/<slug:list_id>/", benefit_lists.page, name="benefit-list"),
    path("items/", items.page, name="items"),
    path("items/changes/", item_changes.page, name="item-changes"),
    path("items/changes.csv", item_changes.download, name="item-changes-csv"),
    path("delegations/", delegations.page, name="delegations"),
    path("items/<slug:name>/", item.page, name="item"),
    path("standards.csv", standards.download, name="standards"),
    path("rules/<slug:rule_id>/", rule.page, name="rule"),
    path("check/", check.page, name="check"),
    path("check/<slug:form_id>/", check.page, name="check-form"),
    path("", include("zhaohui.doors.portal.urls_apply")),
    path("", include("zhaohui.doors.portal.urls_bundles")),
    path("", include("zhaohui.doors.portal.urls_voice")),
    path("", include("zhaohui.doors.portal.urls_offers")),
    path("survey/<slug:form_id>/", survey.page, name="survey"),
    path("survey/<slug:form_id>/thanks/", survey.thanks, name="survey-thanks"),
    path("plan/", plan.page, name="plan"),
    path("plan/<slug:plan_id>/", plan.page, name="plan-one"),
    path("plan/<slug:plan_id>/<slug:statement_id>/", plan.statement, name="statement"),
    path("county/", county.page, name="county"),
    path("me/", include("zhaohui.doors.portal.urls_account")),
    path("about/", about.page, name="about"),
    path("preferences/", preferences.save, name="preferences"),
]
