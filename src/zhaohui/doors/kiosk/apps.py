"""The kiosk as a Django app: templates, no tables."""

from django.apps import AppConfig


class KioskConfig(AppConfig):
    """What anybody meets at the machine 自助机 in a hall."""

    name = "zhaohui.doors.kiosk"
    label = "kiosk"
