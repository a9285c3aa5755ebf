"""Cells and mappings to rows of a model, each fault told as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zhaohui.packs.errors import Problems
from zhaohui.packs.schema.row import Row

R = TypeVar("R", bound=Row)

SENTENCES = {
    "missing": "`{field}` is missing",
    "extra_forbidden": "`{field}` is not a key of this record",
    "string_type": "`{field}` must be text but is {input}",
    "string_pattern_mismatch": "`{field}` is {input}, which does not have the form {pattern}",
    "string_too_short": "`{field}` is empty",
    "too_short": "`{field}` is empty",
    "int_type": "`{field}` must be a whole number but is {input}",
    "int_parsing": "`{field}` must be a whole number but is {input}",
    "int_from_float": "`{field}` must be a whole number but is {input}",
    "decimal_parsing": "`{field}` must be a number but is {input}",
    "decimal_type": "`{field}` must be a number but is {input}",
    "date_from_datetime_parsing": "`{field}` must be a date such as 2025-01-31 but is {input}",
    "date_parsing": "`{field}` must be a date such as 2025-01-31 but is {input}",
    "date_type": "`{field}` must be a date such as 2025-01-31 but is {input}",
    "literal_error": "`{field}` is {input}; it must be one of {expected}",
    "greater_than_equal": "`{field}` is {input}; it must be at least {ge}",
    "less_than_equal": "`{field}` is {input}; it must be at most {le}",
    "tuple_type": "`{field}` must be a list but is {input}",
    "dict_type": "`{field}` must be a mapping of names to values but is {input}",
}
HINTS = {
    "string_type": "put it in quotes",
    "extra_forbidden": "keys: {known}",
    "missing": "add it",
}


def make_row(
    model: type[R], cells: Mapping[str, Any], *, place: str, problems: Problems
) -> R | None:
    """The row, or None with one problem for each fault of it."""
    try:
        return model.model_validate({**cells, "place": place})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _tell(detail, cells, model, place=place, problems=problems)
        return None


def _tell(
    detail: ErrorDetails,
    cells: Mapping[str, Any],
    model: type[Row],
    *,
    place: str,
    problems: Problems,
) -> None:
    kind, context = detail["type"], detail.get("ctx", {})
    place = context.get("place") or _place_of(detail["loc"], cells) or place
    if kind == "value_error":
        problems.error(place, str(context["error"]))
        return
    names = [part for part in detail["loc"] if isinstance(part, str)]
    words = {
        **context,
        "field": names[-1] if names else "record",
        "input": _shown(detail["input"]),
        "known": ", ".join(f.alias or k for k, f in model.model_fields.items() if k != "place"),
    }
    template = SENTENCES.get(kind)
    message = template.format(**words) if template else _own_words(words["field"], detail)
    hint = HINTS.get(kind, "")
    if kind == "extra_forbidden" and len(names) > 1:
        hint = "inside {{ }} put text that holds a comma into quotes"
    problems.error(place, message, hint.format(**words))


def _own_words(field: str, detail: ErrorDetails) -> str:
    if detail["type"] == "at_place":
        return detail["msg"]
    return f"`{field}`: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _place_of(loc: tuple[int | str, ...], cells: Mapping[str, Any]) -> str:
    """The place of the innermost located record on the way to the fault."""
    here: Any = cells
    place = ""
    for part in loc:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, Mapping):
            place = str(here.get("place") or place)
    return place


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
