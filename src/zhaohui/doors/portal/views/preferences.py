"""The switch of language and 长者模式."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhaohui.county.accounts.gate import public
from zhaohui.doors.portal.preferences import keep_preferences


@public
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the choice in cookies and go back to the page it was made on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    keep_preferences(request, response)
    return response
