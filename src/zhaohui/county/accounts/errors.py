"""What can go wrong with an account or a permission, each with a sentence for the person."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NotVisible(ZhaohuiError):
    """Outside what this person may see: answered like an address that does not exist."""

    code = "not-visible"
    status = 404

    def __init__(
        self, message: str = "没有这一页，或者不在您的职责范围内。", *, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)


class SignInNeeded(ZhaohuiError):
    """Nobody is signed in; the middleware answers with the sign-in page."""

    code = "sign-in-needed"
    status = 401
