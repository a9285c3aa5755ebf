"""The part of a proposal's form that names the document: read, told what to mend, kept as written."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhaohui.county.catalog.models import ReadIn

TEXTS = {"title": 200, "doc_no": 64, "article": 64, "address": 300, "words": 300}
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(kw_only=True)
class DocumentForm:
    """What was written, by input name; `problems` are (input, sentence) pairs after reading."""

    raw: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> list[dict[str, str]]:
        """Return the problems for the summary above the form."""
        return [{"id": name, "sentence": text} for name, text in self.problems.items()]

    def document(self) -> dict[str, str]:
        """Return the document that says so, with what is to be mended in `problems`."""
        values = {name: self._text(name, longest) for name, longest in TEXTS.items()}
        values["published"] = self._published()
        values["read_in"] = self.raw.get("read_in", "")
        if values["read_in"] not in ReadIn.values:
            self._tell("read_in", _("请选：从哪里读到的。"))
        return values

    def _tell(self, name: str, sentence: str) -> None:
        self.problems.setdefault(name, sentence)

    def _day(self, name: str, *, is_needed: bool) -> dt.date | None:
        written = self.raw.get(name, "").strip()
        if not written and not is_needed:
            return None
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            self._tell(name, _("请写成 2025-01-01 这样的日期。"))
            return None

    def _text(self, name: str, longest: int) -> str:
        written = " ".join(self.raw.get(name, "").split())
        if len(written) > longest:
            self._tell(name, _("最多 %(n)d 个字。") % {"n": longest})
        if not written and name == "title":
            self._tell(name, _("请写文件的标题：没有出处的数不能用。"))
        if not written and name == "words":
            self._tell(name, _("请用自己的话写：文件怎么说，为什么这样填。"))
        if name == "address" and written and not written.startswith(("https://", "http://")):
            self._tell(name, _("网址以 https:// 或 http:// 开头；没有网址就空着。"))
        return written

    def _published(self) -> str:
        written = self.raw.get("published", "").strip()
        if written and not PARTIAL_DATE.fullmatch(written):
            self._tell("published", _("写到知道的为止：2024、2024-06 或 2024-06-01。"))
        return written
