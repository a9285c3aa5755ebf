"""A story's sentences in sections with headings, as every page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

HEADS = {
    "condition": gettext_noop("逐条看条件"),
    "amount": gettext_noop("金额怎样来的"),
    "change": gettext_noop("什么会改变结果"),
    "parameter": gettext_noop("用到的标准"),
    "fact": gettext_noop("用到的事实"),
    "basis": gettext_noop("依据的文件"),
}


@dataclass(frozen=True)
class Section:
    """Sentences of one kind under their heading."""

    kind: str
    head: str
    said: list[Mapping[str, Any]]


def sections(told: Iterable[Mapping[str, Any]], *, leave: Iterable[str] = ()) -> list[Section]:
    """Return the sentences by kind, the verdict and the kinds in `leave` left out."""
    out = {"verdict", *leave}
    kept = (each for each in told if each["kind"] not in out)
    return [
        Section(kind, _(HEADS[kind]), list(said))
        for kind, said in groupby(kept, key=lambda each: str(each["kind"]))
    ]
