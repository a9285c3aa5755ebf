"""Addresses of the comprehensive window: who stands there, her application, the numbers."""

from django.urls import path

from zhaohui.doors.hall.views import board, kiosks, people, queue, taking, window

app_name = "hall"

urlpatterns = [
    path("", window.page, name="window"),
    path("find/", window.find, name="find"),
    path("people/<int:person_id>/", people.page, name="person"),
    path("people/<int:person_id>/<slug:item_id>/form/", taking.form, name="form"),
    path("people/<int:person_id>/<slug:item_id>/send/", taking.send, name="send"),
    path("people/<int:person_id>/<slug:item_id>/files/", taking.add, name="files"),
    path("cases/<int:pk>/receipt/", taking.receipt, name="receipt"),
    path("queue/", queue.page, name="queue"),
    path("queue/take/", queue.take, name="queue-take"),
    path("queue/call/", queue.call, name="queue-call"),
    path("queue/<int:ticket_id>/step/", queue.step, name="queue-step"),
    path("kiosks/", kiosks.page, name="kiosks"),
    path("kiosks/register/", kiosks.register, name="kiosk-register"),
    path("kiosks/<int:kiosk_id>/revoke/", kiosks.revoke, name="kiosk-revoke"),
    path("board/<slug:hall>/", board.page, name="board"),
]
