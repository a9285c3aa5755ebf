"""A decision's letter as PDF: one or two pages, large type, with a QR code by which anybody can check it."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from zhaohui.county.outreach.couriers.letter_page import chinese_font
from zhaohui.county.outreach.errors import CourierError

# The text reaches the page as data (sys_inputs): nothing of it is read as markup.
PAGE = """#set page(paper: "a4", margin: (x: 2.6cm, y: 2.2cm))
#set text(font: sys.inputs.font, size: 14pt, lang: "zh", region: "cn")
#set par(leading: 0.8em, spacing: 1em, justify: false)
#align(center)[#text(size: 22pt, weight: "bold")[#sys.inputs.title]]
#align(center)[#text(size: 12pt)[文书编号 #sys.inputs.number　办件编号 #sys.inputs.case]]
#v(0.8em)
#text(size: 16pt)[#sys.inputs.name：]
#text(size: 16pt, weight: "bold")[#sys.inputs.decision]

理由：#sys.inputs.reason

#for line in sys.inputs.told.split("\\n") [
  #line
  #parbreak()
]
#sys.inputs.appeal
#v(0.8em)
#align(right)[#sys.inputs.office #linebreak() #sys.inputs.day]
#v(1fr)
#grid(columns: (3cm, 1fr), gutter: 0.6cm, align: horizon,
  image("qr.svg", width: 3cm, alt: "核验二维码"),
  text(size: 11pt)[扫码或打开 #sys.inputs.address，填文书编号和校验码，可以核对真假。#linebreak()
    校验码 #sys.inputs.code #linebreak() #sys.inputs.footer])
"""


def decision_pdf(text: dict[str, Any], *, code: str, address: str, link: str) -> bytes:
    """Return the PDF of a letter's text; `link` is what the QR code says. CourierError without a font."""
    import typst

    inputs = {
        **{name: str(text[name]) for name in ("title", "number", "case", "name", "decision")},
        **{name: str(text[name]) for name in ("reason", "appeal", "office", "day")},
        "told": "\n".join(text["told"]),
        "font": chinese_font(),
        "code": code,
        "address": address,
        "footer": "模拟数据" if text["synthetic"] else "",
    }
    with tempfile.TemporaryDirectory(prefix="decision-") as folder:
        page = Path(folder) / "letter.typ"
        page.write_text(PAGE, encoding="utf-8")
        (Path(folder) / "qr.svg").write_bytes(qr_svg(link))
        try:
            made: bytes = typst.compile(str(page), format="pdf", sys_inputs=inputs)
        except typst.TypstError as error:
            raise CourierError(f"The letter can't be set: {type(error).__name__}.") from None
        return made


def qr_svg(text: str) -> bytes:
    """Return a QR code as an SVG picture."""
    import qrcode  # type: ignore[import-untyped]
    import qrcode.image.svg  # type: ignore[import-untyped]

    drawn = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=1).save(drawn)
    return drawn.getvalue()
