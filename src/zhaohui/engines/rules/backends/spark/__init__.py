"""Rules as Spark SQL: the same answers as DuckDB's, for people who lie on many machines (docs/decisions/0024)."""

from zhaohui.engines.rules.backends.spark.entry import sweep
from zhaohui.engines.rules.backends.spark.session import MASTER, missing

__all__ = ["MASTER", "missing", "sweep"]
