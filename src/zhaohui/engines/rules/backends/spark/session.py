"""A Spark session for a sweep: found or not, and with the settings that its SQL needs."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhaohui.engines.rules.errors import FactError

MASTER = "local[2]"
MASTERS = re.compile(r"local(\[(\d+|\*)\])?|yarn|(spark|k8s)://\S+")
HERE = "127.0.0.1"
SETTINGS = {
    # The SQL is DuckDB's: "x" names a column, ${…} in a text is only text, and what leaves its type's
    # range is an error.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.variable.substitute": "false",
    "spark.sql.session.timeZone": "UTC",
    # Operands that are named twice are columns of a lower layer, and stay there.
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def missing() -> str:
    """What Spark lacks on this machine, as a sentence; '' where it can run."""
    if importlib.util.find_spec("pyspark") is None:
        return "Spark is not installed: pip install zhaohui[spark]."
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        return "Spark needs Java 17 or newer; there is none on the path."
    return ""


@contextmanager
def session(master: str, memory: str, scratch: Path) -> Iterator[Any]:
    """A session at `master`, stopped at the end; one that is open already is used and left open.

    `memory` (as '2GB') is the driver's heap. The driver of a local master listens on this machine only.
    Raises FactError where pyspark or Java is missing.
    """
    if lack := missing():
        raise FactError(lack, hint="Let DuckDB sweep: ZHAOHUI_SWEEP_BACKEND=duckdb.")
    if not MASTERS.fullmatch(master):
        hint = "It may be local[2], local[*], yarn, spark://… or k8s://…."
        raise FactError(f"{master[:60]!r} is no Spark master.", hint=hint)
    from pyspark.sql import SparkSession

    found = SparkSession.getActiveSession()
    if found is not None:
        yield found
        return
    builder = SparkSession.builder.master(master).appName("zhaohui sweep")
    own = SETTINGS | {
        "spark.driver.memory": memory.lower().removesuffix("b"),
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
    }
    if master.startswith("local"):
        own |= {"spark.driver.bindAddress": HERE, "spark.driver.host": HERE}
        os.environ.setdefault("SPARK_LOCAL_IP", HERE)
    for name, value in own.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    try:
        yield made
    finally:
        made.stop()
