"""Reforms: changed parameters and rules, applied to a copy of the pack."""

from zhaohui.packs.reforms.apply import Reformed, apply_reform
from zhaohui.packs.reforms.studies import study_of

__all__ = ["Reformed", "apply_reform", "study_of"]
