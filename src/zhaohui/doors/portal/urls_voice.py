"""Addresses of voices: kinds, the form, the receipt, the answer by number and code, what is public."""

from django.urls import path

from zhaohui.doors.portal.views import voice

urlpatterns = [
    path("voice/", voice.page, name="voice"),
    path("voice/new/<slug:kind>/", voice.new, name="voice-new"),
    path("voice/sent/", voice.sent, name="voice-sent"),
    path("voice/status/", voice.status, name="voice-status"),
    path("voice/public/", voice.board, name="voice-board"),
]
