"""Address of the component gallery."""

from django.urls import path

from zhaohui.doors.office.views import gallery

urlpatterns = [path("gallery/", gallery.page, name="gallery")]
