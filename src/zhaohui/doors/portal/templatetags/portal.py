"""Words of the pages: money, dates, names of things that the pack may leave without a name."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Protocol
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhaohui.engines.rules.story import title
from zhaohui.packs.schema.catalog import DomainRow, ServiceRow
from zhaohui.packs.schema.items import Item

register = template.Library()
CHINESE = '<span lang="zh-Hans">{}</span>'
HOUR = 60  # minutes
LATIN = re.compile(r"[A-Za-z]")
HAN = re.compile(r"[\u3400-\u9fff]")
WORDS = re.compile(
    r"([^A-Za-z<>&]*[\u3400-\u9fff][^A-Za-z<>&]*)"
)  # Chinese with its digits and signs


class Dated(Protocol):
    """What holds from a day, until a day or without an end."""

    start: date
    end: date | None


class Sums(Protocol):
    """Counts of one rule: how many qualify, and the sum of their known amounts in fen."""

    yes: int
    amount_fen: int


def is_english() -> bool:
    """Say whether the page is in English."""
    return (get_language() or "").startswith("en")


@register.filter
def marked(text: str | None) -> str:
    """Return a text of the county's data; what is Chinese of it in an English page, marked as such."""
    text = str(text or "")
    if not is_english() or not HAN.search(text):
        return text
    parts = WORDS.split(text)  # every second one is Chinese
    said = [format_html(CHINESE if n % 2 else "{}", part) for n, part in enumerate(parts)]
    return mark_safe("".join(said))  # noqa: S308 - each part is escaped


@register.filter
def lang_of(text: str | None) -> str:
    """Return the attribute that says that a text in an English page is Chinese, for an <option>."""
    text = str(text or "")
    if not is_english() or not HAN.search(text) or LATIN.search(text):
        return ""  # half English: an <option> has one language
    return mark_safe(' lang="zh-Hans"')


@register.filter
def money(fen: int | None) -> str:
    """Return int fen as ¥1,234.00."""
    if fen is None:
        return ""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


@register.filter
def summed(count: Sums) -> str:
    """Return the sum of amounts of those who qualify; in words where nobody does or none is known yet."""
    if not count.yes:
        return "—"
    return money(count.amount_fen) if count.amount_fen else _("还算不出")


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date, or the day in the county of a moment, as 2025年3月1日, in English as 1 March 2025."""
    return _in_the_county(value, "j F Y" if is_english() else "Y年n月j日")


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment by the county's clock as 2025年3月1日 09:05, in English as 1 March 2025, 09:05."""
    return _in_the_county(value, "j F Y, H:i" if is_english() else "Y年n月j日 H:i")


def _in_the_county(value: date | datetime | None, pattern: str) -> str:
    if value is None:
        return ""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, pattern)


@register.filter
def length_of(minutes: int) -> str:
    """Return minutes as 3小时30分, in English as 3 h 30 min."""
    whole, rest = divmod(minutes, HOUR)
    if not rest:
        return _("%(hours)s小时") % {"hours": whole}
    return _("%(hours)s小时%(minutes)s分") % {"hours": whole, "minutes": rest}


@register.filter
def period(dated: Dated) -> str:
    """Return from when until when something holds, as 2025年3月1日起 or 2025年3月1日 — 2025年12月31日."""
    start = day(dated.start)
    if dated.end is None:
        return _("%(day)s起") % {"day": start}
    return f"{start} — {day(dated.end)}"


@register.filter
def partial_date(text: str) -> str:
    """Return 2017, 2017-03 or 2017-03-09 as 2017年3月9日, as far as it is known."""
    parts = zip((part for part in text.split("-") if part), "年月日", strict=False)
    return "".join(f"{int(number)}{word}" for number, word in parts)


@register.filter
def bracketed(title: str) -> str:
    """Return a document's title in 《》, unless it has brackets."""
    return title if "《" in title else f"《{title}》"


@register.filter
def unit_word(unit: str) -> str:
    """Return the period of an amount in the page's language."""
    words = {"月": _("月"), "年": _("年"), "学年": _("学年"), "次": _("次")}
    return words.get(unit, unit).lower()


@register.filter
def domain_word(domain: DomainRow) -> str:
    """Return a domain's name in the page's language."""
    return domain.name_en if is_english() else domain.domain


@register.filter
def service_title(service: ServiceRow) -> str:
    """Return a service's name; a slot that the plan does not name is called by its number."""
    if service.name:
        return service.name
    return _("%(domain)s第%(slot)s项（原文未列名）") % {
        "domain": service.domain,
        "slot": service.slot,
    }


@register.filter
def item_title(item: Item) -> str:
    """Return a guide's title in the page's language."""
    return item.english if is_english() and item.english else item.title


@register.simple_tag
def catalogue_trail(href: str, label: str, domain: DomainRow | None = None) -> list[dict[str, str]]:
    """Return the steps above a service: the catalogue, then its domain."""
    steps = [{"href": href, "label": label}]
    if domain:
        steps.append({"href": f"{href}?domain={domain.code}", "label": domain_word(domain)})
    return steps


@register.simple_tag
def trail_step(href: str, label: str) -> list[dict[str, str]]:
    """Return the one step between the first page and this one, for `components/trail.html`."""
    return [{"href": href, "label": label}]


@register.filter
def parameter_title(name: str) -> str:
    """Return a parameter's name for reading."""
    return title(name)


@register.filter
def count(number: int) -> str:
    """Return a whole number with thousands separated."""
    return f"{number:,}"


@register.filter
def days(number: float | None) -> str:
    """Return a number of days, half ones too; a dash where nothing was counted."""
    return "—" if number is None else f"{number:g}"


@register.filter
def per_cent(share: float) -> str:
    """Return a share that is given in per cent, with one decimal, two below one."""
    return f"{share:.2f}%" if 0 < share < 1 else f"{share:.1f}%"


@register.simple_tag(takes_context=True)
def page_before(context: Context) -> str:
    """Return the address of the page of ours that led here, "" where none did."""
    request = context.get("request")
    if request is None:
        return ""
    before = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(before)
    found = parts.path + (f"?{parts.query}" if parts.query else "")
    return "" if found == request.get_full_path() else found
