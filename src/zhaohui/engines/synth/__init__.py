"""A synthetic county 模拟数据: people, households, organisations and facilities who don't exist."""

from zhaohui.engines.synth.assumption import Assumption
from zhaohui.engines.synth.assumptions import ASSUMPTIONS
from zhaohui.engines.synth.make import make_county
from zhaohui.engines.synth.spec import (
    Area,
    County,
    CountySpec,
    FactColumn,
    Margin,
    SynthError,
    Town,
)

__all__ = [
    "ASSUMPTIONS",
    "Area",
    "Assumption",
    "County",
    "CountySpec",
    "FactColumn",
    "Margin",
    "SynthError",
    "Town",
    "make_county",
]
