"""Reforms: changed parameters and rules, applied to a copy of the pack."""

from zhaohui.packs.reforms.apply import Changed, Reformed, apply_reform
from zhaohui.packs.reforms.studies import study_of

__all__ = ["Changed", "Reformed", "apply_reform", "study_of"]
