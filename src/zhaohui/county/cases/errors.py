"""What can go wrong with a case, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NoSuchItem(ZhaohuiError):
    """The pack has no such item, or it can't be applied for."""

    code = "no-such-item"
    status = 404


class CaseStateError(ZhaohuiError):
    """The step does not fit what has become of the case meanwhile."""

    code = "case-state"
    status = 409


class CaseAnswerError(ZhaohuiError):
    """Something that the step needs was not said."""

    code = "case-answer"


class AppliedAlready(ZhaohuiError):
    """The same person has an open case of the same item."""

    code = "case-applied-already"
    status = 409


class SecondOfficerError(ZhaohuiError):
    """The step wants another officer than this one."""

    code = "case-second-officer"
    status = 409


class MaterialError(ZhaohuiError):
    """A file can't be taken."""

    code = "case-material"


class NotStored(ZhaohuiError):
    """The disk takes no files now; nothing wrong with the file, so whoever sent it keeps it and tries again."""

    code = "not-stored"
    status = 503


class LinkError(ZhaohuiError):
    """Who was met can't be joined to that person of the registry."""

    code = "case-link"
    status = 409
