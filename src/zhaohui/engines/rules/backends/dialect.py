"""Where the SQL of two engines differs; all else is one text that both read alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """Names and forms of one engine.

    `quotient` is the operator that divides integers and cuts towards zero, `wide` holds the product
    of any two of them, `later` is the day so many months later, cut where the month lacks it, and
    `place` the code of a town or village, '' where it is unknown.
    """

    quotient: str
    wide: str
    later: str
    place: str


DUCKDB = Dialect(
    quotient="//",
    wide="HUGEINT",
    later="({start} + to_months({months}))::DATE",
    place="coalesce({name}, '')::{name}_code AS {name}",  # numbers instead of text in a batch
)
SPARK = Dialect(
    quotient="div",
    wide="DECIMAL(38, 0)",
    later="add_months({start}, {months})",
    place="coalesce({name}, '') AS {name}",
)
