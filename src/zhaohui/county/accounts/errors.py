"""What can go wrong with an account or a permission, each with a sentence for the person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.errors import ZhaohuiError


class NotVisible(ZhaohuiError):
    """Outside what this person may see: answered like an address that does not exist."""

    code = "not-visible"
    status = 404

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or _("没有这一页，或者不在您能看的范围内。"), hint=hint)


class SignInNeeded(ZhaohuiError):
    """Nobody is signed in; the middleware answers with the sign-in page."""

    code = "sign-in-needed"
    status = 401

    def __init__(self, message: str = "请先登录。", *, hint: str = "") -> None:
        super().__init__(message, hint=hint)


class TooManyTriesError(ZhaohuiError):
    """An account typed too many wrong codes."""

    code = "too-many-tries"
    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("代码输错了五次，先停一停。"),
            hint=_("请过 15 分钟再试，或者请给您代码的人重新给一个。"),
        )


class CodeError(ZhaohuiError):
    """A one-time code is not one that still works."""

    code = "wrong-code"


class AccountError(ZhaohuiError):
    """What was asked for doesn't fit the account as it is."""

    code = "account"


class InvitationError(ZhaohuiError):
    """An invitation that can't be made, or that no longer holds."""

    code = "invitation"


class AppointmentError(ZhaohuiError):
    """A post that can't be given or taken."""

    code = "appointment"


class MandateError(ZhaohuiError):
    """A mandate that can't be given or taken."""

    code = "mandate"
