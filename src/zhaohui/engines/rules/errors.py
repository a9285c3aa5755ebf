"""The two ways in which people can be wrong about rules: in writing them, and in stating facts."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class RuleError(ZhaohuiError):
    """A rule, fact or parameter that cannot be used; `place` is "file:line" where it was written."""

    code = "rule"

    def __init__(self, message: str, *, hint: str = "", place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message, hint=hint)
        self.place = place
        self.sentence = message


class FactError(ZhaohuiError):
    """A household document or snapshot that states something the dictionary does not allow."""

    code = "fact"
