"""Addresses of 发放: batches, their lines, the bank's files, reviews, recoveries, a person's account."""

from django.urls import path

from zhaohui.doors.office.views import (
    payment_batch,
    payment_holds,
    payment_lines,
    payment_payees,
    payments,
)

urlpatterns = [
    path("payments/", payments.page, name="payments"),
    path("payments/run/", payments.preview, name="payment-run"),
    path("payments/run/do/", payments.draw, name="payment-draw"),
    path("payments/arrears/", payments.arrears, name="payment-arrears"),
    path("payments/<int:pk>/", payment_batch.page, name="payment-batch"),
    path("payments/<int:pk>/sheet/", payment_lines.sheet, name="payment-sheet"),
    path("payments/<int:pk>/step/", payment_batch.step, name="payment-step"),
    path("payments/<int:pk>/decide/", payment_batch.decide, name="payment-decide"),
    path("payments/<int:pk>/file/", payment_batch.file, name="payment-file"),
    path("payments/<int:pk>/return/", payment_batch.answer, name="payment-return"),
    path("payments/<int:pk>/reconcile/", payment_batch.reconcile, name="payment-reconcile"),
    path("payments/lines/", payment_lines.page, name="payment-lines"),
    path("payments/lines/<int:pk>/", payment_lines.line, name="payment-line"),
    path("payments/lines/<int:pk>/reissue/", payment_lines.again, name="payment-reissue"),
    path("payments/reviews/", payment_lines.reviews, name="payment-reviews"),
    path("payments/reviews/<int:pk>/", payment_holds.review, name="payment-review"),
    path("payments/suspensions/<int:pk>/", payment_holds.resumed, name="payment-resume"),
    path("payments/recoveries/", payment_holds.recoveries, name="payment-recoveries"),
    path("payments/recoveries/<int:pk>/", payment_holds.recovery, name="payment-recovery"),
    path(
        "payments/recoveries/<int:pk>/decide/", payment_holds.decide, name="payment-recovery-decide"
    ),
    path("payments/recoveries/<int:pk>/book/", payment_holds.book, name="payment-recovery-book"),
    path("payments/payees/", payment_payees.page, name="payment-payees"),
    path("payments/payees/<int:pk>/decide/", payment_payees.decide, name="payment-payee-decide"),
    path("payments/payees/<int:pk>/end/", payment_payees.end, name="payment-payee-end"),
    path("people/<int:pk>/payments/payee/", payment_payees.propose, name="person-payments-payee"),
    path("people/<int:pk>/payments/", payment_holds.person, name="person-payments"),
    path("people/<int:pk>/payments/suspend/", payment_holds.stop, name="person-payments-suspend"),
    path("people/<int:pk>/payments/recover/", payment_holds.claim, name="person-payments-recover"),
]
