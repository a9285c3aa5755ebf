"""What can go wrong with a list, a saved view or an export, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class FilterFault(ValueError):
    """Why what was written into a filter is no condition; a sentence that says how to mend it."""


class ListError(ZhaohuiError):
    """A list can't be shown or acted on as asked."""

    code = "list"


class AnswerError(ListError):
    """What was answered to a bulk action's questions is missing or wrong."""

    code = "list-answer"


class NoSuchListError(ListError):
    """No app declares a list of that name."""

    code = "no-such-list"
    status = 404


class NothingChosenError(ListError):
    """A bulk action without rows."""

    code = "list-nothing-chosen"


class ChangedSetError(ListError):
    """The rows are not those that were previewed."""

    code = "list-changed-set"
    status = 409


class ExportError(ListError):
    """An export can't take this step."""

    code = "export-state"
    status = 409
