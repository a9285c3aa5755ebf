"""A county's pack: the folder of text files that holds everything particular to it."""

from zhaohui.packs.errors import PackError, Problem
from zhaohui.packs.load import default_pack, load
from zhaohui.packs.pack import Pack, Plan

__all__ = ["Pack", "PackError", "Plan", "Problem", "default_pack", "load"]
