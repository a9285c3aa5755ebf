"""Addresses of the page on background jobs."""

from django.urls import path

from zhaohui.doors.office.views import jobs

urlpatterns = [
    path("jobs/", jobs.page, name="jobs"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="job-retry"),
]
