"""Every address that the resolver knows, with the action its view serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, get_resolver
from django.utils.regex_helper import normalize

from zhaohui.county.accounts.gate import access_of
from zhaohui.county.settings.access import ACCESS_BY_URL_NAME

METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One URL pattern: its address with <arguments>, its name with namespaces, its view."""

    template: str  # as str.format takes it: "office/jobs/{pk}/retry/"
    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The address for reading: /office/jobs/<pk>/retry/."""
        return "/" + self.template.replace("{", "<").replace("}", ">")

    @property
    def action(self) -> str | None:
        """The action that the view serves, `public`, `signed-in`, or None."""
        return access_of(self.view, self.name, ACCESS_BY_URL_NAME)

    @property
    def is_ours(self) -> bool:
        """Whether the view is the project's own and must carry its mark itself."""
        return self.view.__module__.startswith("zhaohui.")

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The methods to walk; a view that says its own (an API operation) is asked for them."""
        return tuple(getattr(self.view, "methods", METHODS))


def routes() -> list[Route]:
    """Return every route of the resolver, in the order in which it tries them."""
    return list(_below(get_resolver(), "", ""))


def _below(resolver: Any, before: str, space: str) -> Iterator[Route]:
    for each in resolver.url_patterns:
        text, arguments = _template(each.pattern)
        if isinstance(each, URLPattern):
            name = f"{space}{each.name or ''}"
            taken = tuple(part for part in _names(before + text) if part)
            yield Route(before + text, name, each.callback, taken or arguments)
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _below(each, before + text, inner)


def _template(pattern: Any) -> tuple[str, tuple[str, ...]]:
    """An address with {arguments} from a path() or a re_path(), as reverse() would build it."""
    text, arguments = normalize(pattern.regex.pattern)[0]
    for argument in arguments:
        text = text.replace(f"%({argument})s", f"{{{argument}}}")
    return text, tuple(arguments)


def _names(template: str) -> Iterator[str]:
    for part in template.split("{")[1:]:
        yield part.partition("}")[0]
