"""YAML as a pack uses it: lines kept, numbers exact, and nothing guessed.

Plain `yes`, `no`, `on`, `off` are refused as values (YAML readers disagree on them) and are text
as keys; decimals are `Decimal`; anchors, foreign tags and merge keys are refused, and so is a
document nested deeper, or a number longer, than any that people write.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from zhaohui.packs.errors import Problems

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
STANDARD = "tag:yaml.org,2002:"
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
AMBIGUOUS = {"yes", "no", "on", "off", "y", "n"}
MOST_DEEP = 20
MOST_DIGITS = 40


class Mapping(dict[Any, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Fault(Exception):
    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


def read_yaml(text: str, *, name: str, problems: Problems) -> Any:
    """The document in `text`; None (and a problem at "name:line") when it is not readable."""
    try:
        _refuse_depth(text)
        node = yaml.compose(text, Loader=LOADER)
        return None if node is None else _build(node, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = error.problem or error.context or "it is not readable"
        problems.error(f"{name}:{line}", f"this is not YAML: {what}", "look at the indentation")
    except yaml.YAMLError as error:
        problems.error(f"{name}:1", f"this is not YAML: {error}".splitlines()[0])
    except _Fault as fault:
        problems.error(f"{name}:{fault.line}", fault.message, fault.hint)
    return None


def _refuse_depth(text: str) -> None:
    # libyaml composes by recursion: a hundred thousand brackets would end the whole process.
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEEP:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _Fault(line, f"this is nested more than {MOST_DEEP} deep", "write it flatter")


def _build(node: yaml.Node, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    if not node.tag.startswith(STANDARD) or "python" in node.tag:
        raise _Fault(line, f"the tag {node.tag} is not used here", "write the plain value")
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else _scalar(node.value, line)
    if id(node) in seen:
        raise _Fault(line, "anchors and aliases (& and *) are not used here", "repeat the text")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, seen) for item in node.value]
    mapping = Mapping()
    mapping.line = line
    for key_node, value_node in node.value:
        key = _key(key_node)
        if key in mapping:
            raise _Fault(key_node.start_mark.line + 1, f"the key `{key}` stands here twice")
        mapping[key] = _build(value_node, seen)
    return mapping


def _key(node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.ScalarNode):
        raise _Fault(line, "a key must be one word or number")
    if node.style or node.value.lower() in AMBIGUOUS:
        return node.value
    return _scalar(node.value, line)


def _scalar(value: str, line: int) -> Any:
    lowered = value.lower()
    if lowered in WORDS:
        return WORDS[lowered]
    if lowered in AMBIGUOUS:
        hint = f"write '{value}' in quotes for the word, or true/false for a fact"
        raise _Fault(line, f"`{value}` without quotes is read differently by YAML readers", hint)
    if len(value) > MOST_DIGITS and (INTEGER.fullmatch(value) or DECIMAL.fullmatch(value)):
        raise _Fault(line, f"a number has more than {MOST_DIGITS} digits", "is it text? quote it")
    if INTEGER.fullmatch(value):
        return int(value)
    if DECIMAL.fullmatch(value):
        return Decimal(value)
    if DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _Fault(line, f"{value} is not a day of the calendar") from None
    return value
