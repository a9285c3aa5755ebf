"""The portal as a Django app: templates and template tags, no tables."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What a resident meets."""

    name = "zhaohui.doors.portal"
    label = "portal"
