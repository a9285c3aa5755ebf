"""A story of the engine in sentences: one text for the portal, the office, letters and the command."""

from zhaohui.county.entitlements.telling.sentences import Said, Teller, plain_text

__all__ = ["Said", "Teller", "plain_text"]
