"""The fact dictionary by name, with a near match for a name that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from zhaohui.errors import ZhaohuiError
from zhaohui.packs.schema.registers import FactRow

NEAR = 0.5
AGE = "年龄"  # built in, counted from 出生日期


class FactError(ZhaohuiError):
    """A fact's name or value is not one of the dictionary's."""

    code = "fact"


class Dictionary:
    """事实字典: the facts of a pack by Chinese name and by column."""

    def __init__(self, facts: Iterable[FactRow]) -> None:
        self.facts: Mapping[str, FactRow] = {fact.name: fact for fact in facts}

    def of(self, *entities: str) -> list[FactRow]:
        """Return the facts of these entities in the dictionary's order."""
        return [fact for fact in self.facts.values() if fact.entity in entities]

    def fact(self, name: Any, *, where: str, entities: tuple[str, ...]) -> FactRow:
        """Return the fact of this name, or raise `FactError` with what to write instead."""
        fact = self.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            raise FactError(
                f"{where}：字典里没有“{name}”这项事实。", hint=self._near(str(name), entities)
            )
        if fact.entity not in entities:
            belongs = {"person": "个人", "living": "共同生活家庭", "registered": "户籍户"}
            raise FactError(
                f"{where}：“{name}”是{belongs[fact.entity]}的事实，不能写在这里。",
                hint=f"请移到{belongs[fact.entity]}的部分。",
            )
        return fact

    def _near(self, name: str, entities: tuple[str, ...]) -> str:
        if name == AGE:
            return "年龄由“出生日期”算出，请写出生日期。"
        names = [fact.name for fact in self.of(*entities)]
        near = get_close_matches(name, names, n=3, cutoff=NEAR)
        near += [n for n in names if (name and name in n) or n in name][: 3 - len(near)]
        words = "、".join(f"“{n}”" for n in dict.fromkeys(near))
        return f"是不是{words}？" if words else "可用的名称见县包的 facts.toml。"
