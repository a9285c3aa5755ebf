"""What people are told: one text an occasion and channel, and sentences that old people can follow."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.templates import IN_BRACES

SENTENCES = re.compile(r"[。！？；\n]")
LONGEST_SENTENCE = 45
# Words of offices, and what people say instead.
OFFICE_WORDS = {
    "予以": "给",
    "逾期": "过了日子",
    "兹": "",
    "贵户": "您家",
    "相关手续": "要办的事",
    "经办机构": "办事的地方",
    "申领": "领",
    "待遇资格": "能不能领",
}


def check_templates(scope: Scope) -> None:
    """Check every template: its file, its only place, its words."""
    rows = scope.pack.templates
    scope.duplicates((((r.channel, r.occasion), r.place) for r in rows), "template for")
    for row in rows:
        name = PurePosixPath(row.place.rpartition(":")[0]).stem
        if row.id != name:
            what = f"the id {row.id} is not the file's name"
            scope.problems.error(row.place, what, f"write {name}")
        for sentence in SENTENCES.split(IN_BRACES.sub("", row.body)):
            if len(sentence.strip()) > LONGEST_SENTENCE:
                what = f"a sentence of more than {LONGEST_SENTENCE} characters: {sentence[:12]}…"
                scope.problems.warning(row.place, what, "cut it in two")
        for word, instead in OFFICE_WORDS.items():
            if word in row.body:
                hint = f"say “{instead}”" if instead else "leave it out"
                scope.problems.warning(row.place, f"“{word}” is a word of offices", hint)
