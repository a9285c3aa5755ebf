"""The office as a Django app: templates and template tags, no tables."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """What an officer meets."""

    name = "zhaohui.doors.office"
    label = "office"
