"""Tell somebody how a case or a booking moves 告知: in her inbox, by letter without an account, by SMS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.outreach.jobs import deliver_due
from zhaohui.county.outreach.models import Channel, Outbox, OutboxState
from zhaohui.county.outreach.quiet import earliest
from zhaohui.county.outreach.reach import Reachable, reachable, templates_of
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.templates import IN_BRACES, TemplateRow


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice about a case, an offer or a day 随访, to one person. `key` is its identity: told once.

    `at` is when that happened of which it tells. `only_inbox`: neither a letter nor an SMS; for who helps.
    """

    key: str
    case_id: int | None = None
    offer_id: int | None = None
    duty_id: int | None = None
    person_id: int
    occasion: str
    values: Mapping[str, str]
    at: dt.datetime
    only_inbox: bool = False


def send_notices(pack: Pack, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox, in the caller's transaction; the same keys again add nothing.

    Where the pack has no text for the occasion nobody is told. Who asked not to be contacted still gets
    what concerns her own case, but no SMS.
    """
    asked = {notice.person_id for notice in notices if not notice.only_inbox}
    people = reachable(asked, county_today())
    rows = []
    for notice in notices:
        texts = templates_of(pack, notice.occasion)
        channels = (
            [channel for channel in texts if channel == Channel.INBOX]
            if notice.only_inbox
            else channels_of(people[notice.person_id], texts)
        )
        rows += [_message(notice, texts[channel]) for channel in channels]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)
    now = timezone.now()
    leaving = (max(row.not_before, now) for row in rows if row.state == OutboxState.QUEUED)
    for moment in {whole_minute(each) for each in leaving}:
        enqueue(
            deliver_due.using(run_after=moment),
            key=f"outreach-deliver:notices:{moment:%Y%m%d%H%M}",
            title=_("发告知"),
        )


def whole_minute(moment: dt.datetime) -> dt.datetime:
    """Return the next whole minute: what leaves within one shares a job, and the night sends what it missed.

    >>> whole_minute(dt.datetime(2026, 12, 1, 8, 30, 20))
    datetime.datetime(2026, 12, 1, 8, 31)
    """
    return moment.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)


def channels_of(person: Reachable, texts: Mapping[str, TemplateRow]) -> list[Channel]:
    """Return by which channels a notice goes: the inbox always, a letter where nobody could open that."""
    found = [Channel.INBOX] if Channel.INBOX in texts else []
    if Channel.LETTER in texts and person.place and not person.has_account:
        found.append(Channel.LETTER)
    sms = texts.get(Channel.SMS)
    wish = person.wishes.get(Channel.SMS)
    may_text = person.has_phone and person.is_adult and not person.is_stopped and wish is not False
    if sms and may_text and (wish is True or not sms.needs_consent):
        found.append(Channel.SMS)
    return found


def _message(notice: Notice, template: TemplateRow) -> Outbox:
    """Return the row; what is in the inbox is there at once, the others wait for their courier.

    Both count from what it tells of: nothing leaves later because it was written down later.
    """
    is_there = Channel(template.channel) == Channel.INBOX
    return Outbox(
        key=f"{notice.key}-{template.channel}",
        case_id=notice.case_id,
        offer_id=notice.offer_id,
        duty_id=notice.duty_id,
        person_id=notice.person_id,
        channel=template.channel,
        template=template.id,
        template_version=template.version,
        subject=filled(template.subject, notice.values)[:200],
        body=filled(template.body, notice.values),
        state=OutboxState.SENT if is_there else OutboxState.QUEUED,
        sent_at=notice.at if is_there else None,
        not_before=notice.at if is_there else earliest(notice.at, template),
    )


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its fields filled in; a line whose fields are all empty is left out."""
    lines = []
    for line in text.splitlines():
        names = IN_BRACES.findall(line)
        if names and not any(values.get(name) for name in names):
            continue
        lines.append(IN_BRACES.sub(lambda match: values.get(match.group(1), ""), line))
    return "\n".join(lines).strip()
