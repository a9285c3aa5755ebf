"""Where an expression stands, and how the types of two expressions meet."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.parse import Site, near
from zhaohui.engines.rules.tree import Node, Type
from zhaohui.engines.rules.vocabulary import Vocabulary

HOUSEHOLDS = ("living", "registered")
KIND_NAMES = {
    "bool": "yes/no", "int": "a number", "money": "money", "date": "a date",
    "enum": "a choice", "text": "text", "code": "a code", "word": "a text literal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What a name means here: the vocabulary, whose rule it is, and whether we are in an aggregate."""

    vocabulary: Vocabulary
    site: Site
    subject: str
    group: str
    in_aggregate: bool = False

    @property
    def is_person(self) -> bool:
        return self.subject == "person" or self.in_aggregate

    def refusal(self, what: str, hint: str = "") -> RuleError:
        return self.site.refusal(what, hint)


def named(kind: Type) -> str:
    """A type in words.

    >>> named(tree.MONEY)
    'money'
    """
    return KIND_NAMES[kind.kind]


def want(node: Node, kind: Type, scope: Scope) -> Node:
    """The node if it is of this type, else a refusal saying what it is."""
    if node.type.kind != kind.kind:
        raise scope.refusal(f"“{node.text}” is {named(node.type)} where {named(kind)} is needed")
    return node


def meet(left: Node, right: Node, scope: Scope, where: str) -> Type:
    """The one type of two nodes; a word becomes the enum, text or code that it stands beside."""
    kinds = {left.type.kind, right.type.kind}
    if left.type == right.type:
        return tree.TEXT if left.type == tree.WORD else left.type
    if kinds == {"enum"}:
        raise scope.refusal(f"{where} are choices from different lists and cannot be mixed")
    if "word" in kinds and kinds & {"enum", "text", "code"}:
        word, typed = (left, right) if left.type == tree.WORD else (right, left)
        return _word_as(word, typed, scope)
    hint = ""
    if kinds == {"int", "money"}:
        hint = "Write the amount as money, for example 元(25)."
    elif "date" in kinds and kinds & {"word", "int"}:
        hint = "Write a date as date(2025, 1, 1)."
    raise scope.refusal(f"{where} are {named(left.type)} and {named(right.type)}", hint)


def _word_as(word: Node, typed: Node, scope: Scope) -> Type:
    said = str(word.value) if isinstance(word, tree.Const) else ""
    if typed.type.kind == "enum" and said not in typed.type.values:
        allowed = "、".join(typed.type.values)
        hint = f"{near(said, list(typed.type.values))} Its values: {allowed}.".strip()
        raise scope.refusal(f"“{typed.text}” never is “{said}”", hint)
    if typed.type.kind == "code" and not said.isdigit():
        raise scope.refusal(f"“{typed.text}” is a code of digits and never is “{said}”")
    return typed.type
