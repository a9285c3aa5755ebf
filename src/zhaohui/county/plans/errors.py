"""What can be wrong with a decision about the plan."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NoSuchContradictionError(ZhaohuiError):
    """The plan has no contradiction of this number."""

    code = "no-such-contradiction"
    status = 404


class DecisionError(ZhaohuiError):
    """The decision is incomplete, or cites words that the plan does not have there.

    `faults` maps a field's name to its sentence.
    """

    code = "decision"

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("；".join(faults.values()))
        self.faults = faults


class DecidedMeanwhileError(ZhaohuiError):
    """Another officer's decision about the same contradiction came a moment before."""

    code = "decided-meanwhile"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "刚才有人对同一处矛盾作了决定，您的没有记下。", hint="请回到这一页看过再作决定。"
        )
