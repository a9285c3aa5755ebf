"""清屏: whoever used the machine leaves nothing to whom comes next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.doors.portal.preferences import ELDER_COOKIE

OWN = ("same-origin", "none")  # who sends her here: our own page, or she herself


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Flush the session, forget the chosen language and type size, go to the start.

    A link on somebody else's page signs nobody out.
    """
    if request.headers.get("Sec-Fetch-Site", "none") in OWN:
        request.session.flush()
    response = redirect("kiosk:start")
    for name in (ELDER_COOKIE, settings.LANGUAGE_COOKIE_NAME):
        response.delete_cookie(name)
    return response
