"""A sample rendered: nothing in it reaches beyond itself, so that one page can show them all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

NAMED = re.compile(
    r'(?<=\s)(id|name|for|form|aria-labelledby|aria-describedby|aria-controls)="([^"{]+)"'
)
LINK = re.compile(r'(?<=\s)href="(#?)([^"]*)"')
ACTION = re.compile(r'(?<=\s)action="[^"]*"')
WINDOW = re.compile(r'\s+(target="_blank"|data-module="[^"]*")')  # no new window, no scripts
TOKEN = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
POST = re.compile(r'(?<=\s)method="post"')
FRAMES = {
    "": "{}",
    "list": '<ul class="service-rows">{}</ul>',
    "terms": "<dl>{}</dl>",
    "table": '<table class="list-table" role="table"><tbody role="rowgroup">{}</tbody></table>',
    "form": '<form method="get">{}</form>',
    "head": '<div class="site-header">{}</div>',
}


def rendered(component: str, values: Mapping[str, Any], *, language: str) -> str:
    """Return the component's HTML in a language, with Django's own context alone."""
    with override(language):
        return get_template(f"components/{component}.html").render(
            {"csrf_token": "x", **values}  # there is one on every page; a sample posts nothing
        )


def isolated(html: str, *, mark: str, section: str, frame: str = "") -> SafeString:
    """Return HTML whose ids and names begin with `mark`; its links and forms lead to `section`.

    Links within the sample still work. A form is sent by GET to the gallery, which does not read it.
    """
    framed = FRAMES[frame].format(TOKEN.sub("", html))
    framed = NAMED.sub(lambda found: f'{found[1]}="{_marked(found[2], mark)}"', framed)
    framed = LINK.sub(
        lambda found: f'href="#{f"{mark}-{found[2]}" if found[1] and found[2] else section}"',
        framed,
    )
    framed = ACTION.sub(f'action="#{section}"', WINDOW.sub("", framed))
    return mark_safe(POST.sub('method="get"', framed))  # noqa: S308 - escaped by the templates


def _marked(words: str, mark: str) -> str:
    return " ".join(f"{mark}-{word}" for word in words.split())
