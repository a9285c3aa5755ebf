"""A letter as PDF: one page, large type, an address that a village worker can deliver by."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from zhaohui.county.outreach.errors import CourierError

# The first that is installed is used; a bare machine has none and letters then show boxes.
FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC")  # fmt: skip

# The text reaches the page as data (sys_inputs): nothing of it is read as markup.
PAGE = """#set page(paper: "a4", margin: (x: 2.6cm, y: 2.4cm))
#set text(font: sys.inputs.font, size: 20pt, lang: "zh", region: "cn")
#set par(leading: 0.85em, spacing: 1.1em, justify: false)
#text(size: 16pt)[#sys.inputs.place]
#linebreak()
#text(size: 22pt)[#sys.inputs.name 收]
#v(1.2em)
#text(size: 26pt, weight: "bold")[#sys.inputs.subject]
#v(0.6em)
#for line in sys.inputs.body.split("\\n") [
  #line
  #parbreak()
]
#v(1em)
#align(right)[#sys.inputs.sender #linebreak() #sys.inputs.day]
#place(bottom + left)[#text(size: 12pt)[#sys.inputs.footer]]
"""


def chinese_font() -> str:
    """Return the name of an installed Chinese font; CourierError where there is none."""
    import typst

    known = {info.family.casefold() for info in typst.Fonts().fonts()}
    found = next((name for name in FONTS if name.casefold() in known), "")
    if not found:
        raise CourierError(
            _("这台机器没有中文字体，信函印出来会是方框，所以没有做。"),
            hint=_("请管理员安装 fonts-noto-cjk 或 fonts-wqy-microhei。"),
        )
    return found


def letter_pdf(
    *, name: str, place: str, subject: str, body: str, sender: str, day: str, footer: str
) -> bytes:
    """Return the letter's PDF; CourierError where it can't be made."""
    import typst

    inputs = {
        "font": chinese_font(), "name": name, "place": place, "subject": subject, "body": body,
        "sender": sender, "day": day, "footer": footer,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        page = Path(folder) / "letter.typ"
        page.write_text(PAGE, encoding="utf-8")
        try:
            made: bytes = typst.compile(str(page), format="pdf", sys_inputs=inputs)
        except typst.TypstError as error:
            raise CourierError(f"The letter can't be set: {type(error).__name__}.") from None
    return made
