"""Rules as compiled C: the same answers as DuckDB's, for very many people (docs/decisions/0019)."""

from zhaohui.engines.rules.backends.native.compiler import compiler
from zhaohui.engines.rules.backends.native.entry import sweep

__all__ = ["compiler", "sweep"]
