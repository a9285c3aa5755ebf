"""Every list by name. An app that brings a list adds a line; its declaration lies in the app."""

from __future__ import annotations

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from zhaohui.county.lists.declare import ListSpec
from zhaohui.county.lists.errors import NoSuchListError

LISTS = {
    "people": "zhaohui.county.registry.people_list.PEOPLE",
    "exports": "zhaohui.county.lists.export_list.EXPORTS",
    "audit": "zhaohui.county.audit.log_list.AUDIT",
    "cases": "zhaohui.county.cases.case_list.CASES",
    "inquiries": "zhaohui.county.cases.inquiry_list.INQUIRIES",
    "tasks": "zhaohui.county.oversight.task_list.TASKS",
    "verifications": "zhaohui.county.verifications.check_list.CHECKS",
    "questions": "zhaohui.county.verifications.check_list.QUESTIONS",
    "duties": "zhaohui.county.schedules.duty_list.DUTIES",
    "alerts": "zhaohui.county.signals.alert_list.ALERTS",
    "visits": "zhaohui.county.visits.entry_list.VISITS",
    "contacts": "zhaohui.county.outreach.contact_list.CONTACTS",
    "payments": "zhaohui.county.payments.batch_list.BATCHES",
    "payment-lines": "zhaohui.county.payments.batch_list.LINES",
    "payment-reviews": "zhaohui.county.payments.batch_list.REVIEWS",
}


# A register's list is declared by its file in the pack: the name is this and the register's id.
REGISTER = "register-"
RECORDS = "zhaohui.county.registers.record_list.record_list"


def list_named(name: str) -> ListSpec:
    """Return the list of that name; raises NoSuchListError for a name that no app declares."""
    if name.startswith(REGISTER):
        made: ListSpec = import_string(RECORDS)(name.removeprefix(REGISTER))
        return made
    if name not in LISTS:
        raise NoSuchListError(_("没有这个名单。"), hint=_("请从名单页面进入。"))
    spec: ListSpec = import_string(LISTS[name])
    return spec
