"""A county's pack: the folder of text files that holds everything particular to it."""

from zhaohui.packs.book import rulebook
from zhaohui.packs.current import load_current
from zhaohui.packs.errors import PackError, Problem
from zhaohui.packs.examine import Examination, check, examine
from zhaohui.packs.frequencies import frequencies
from zhaohui.packs.gaps import Gap, gaps
from zhaohui.packs.loading import default_pack, load
from zhaohui.packs.pack import Pack, Plan
from zhaohui.packs.status import commitment_status

__all__ = [
    "Examination",
    "Gap",
    "Pack",
    "PackError",
    "Plan",
    "Problem",
    "check",
    "commitment_status",
    "default_pack",
    "examine",
    "frequencies",
    "gaps",
    "load",
    "load_current",
    "rulebook",
]
