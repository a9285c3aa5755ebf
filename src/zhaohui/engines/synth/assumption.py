"""The shape of one 模拟参数: a number, a curve over age or a set of weights, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass

Curve = tuple[tuple[float, float], ...]
Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Assumption:
    """One assumed number, curve over age or set of weights, with what it stands for."""

    value: float | Curve | Weights
    about: str
