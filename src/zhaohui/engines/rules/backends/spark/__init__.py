"""Rules as Spark SQL: the same answers as DuckDB's, for people who lie on many machines (docs/decisions/0024)."""

from zhaohui.engines.rules.backends.spark.session import MASTER, missing
from zhaohui.engines.rules.backends.spark.entry import sweep

__all__ = ["MASTER", "missing", "sweep"]
