"""The field as a Django app: templates, no tables."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """What a village worker meets on her phone."""

    name = "zhaohui.doors.field"
    label = "field"
