"""The hall as a Django app: templates, no tables."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """What a clerk of the comprehensive window 综合窗口 meets."""

    name = "zhaohui.doors.hall"
    label = "hall"
