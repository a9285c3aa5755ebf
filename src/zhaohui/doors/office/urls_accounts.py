"""Addresses of invitations, binding codes and one-time password links."""

from django.urls import path

from zhaohui.doors.office.views import binding, invitations, second_factor

urlpatterns = [
    path("invitations/", invitations.page, name="invitations"),
    path("invitations/<int:invitation_id>/revoke/", invitations.revoke, name="invitation-revoke"),
    path("invitations/password-link/", invitations.password_link, name="officer-password-link"),
    path("invited/<str:token>/", invitations.accept, name="invited"),
    path("binding/", binding.page, name="binding"),
    path("binding/person/", binding.find, name="binding-find"),
    path("binding/<int:person_id>/code/", binding.code, name="binding-code"),
    path(
        "binding/<int:person_id>/password-link/",
        binding.password_link,
        name="binding-password-link",
    ),
    path("second-factor/", second_factor.page, name="second-factor"),
]
