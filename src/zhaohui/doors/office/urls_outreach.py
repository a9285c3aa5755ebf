"""Addresses of 服务找人: the contact list, sending, the outbox, the funnel, the texts."""

from django.urls import path

from zhaohui.doors.office.views import outreach, outreach_funnel, outreach_sending

urlpatterns = [
    path("outreach/", outreach.page, name="outreach"),
    path("outreach/<int:pk>/", outreach.line, name="outreach-line"),
    path("outreach/<int:pk>/step/", outreach.step, name="outreach-step"),
    path("outreach/<int:pk>/wish/", outreach.wish, name="outreach-wish"),
    path("outreach/funnel/", outreach_funnel.page, name="outreach-funnel"),
    path("outreach/templates/", outreach_funnel.templates, name="outreach-templates"),
    path("outreach/send/", outreach_sending.preview, name="outreach-send"),
    path("outreach/send/do/", outreach_sending.confirm, name="outreach-send-do"),
    path("outreach/outbox/", outreach_sending.outbox, name="outreach-outbox"),
    path("outreach/outbox/<int:pk>/undo/", outreach_sending.undo, name="outreach-undo"),
    path("outreach/letters/<int:pk>/", outreach_sending.letter, name="outreach-letter"),
]
