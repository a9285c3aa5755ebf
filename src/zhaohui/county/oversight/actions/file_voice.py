"""File a voice 提交诉求: what was said is kept sealed, and a task is opened for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.lookup import has_tries, hashed, note_try
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.keep_photos import keep_photos
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.contents import seal_contents
from zhaohui.county.oversight.errors import TooMany
from zhaohui.county.oversight.models import Origin, Voice, VoiceChannel
from zhaohui.county.oversight.numbers import free_number, hashed_code, new_code
from zhaohui.county.oversight.said import Said, faults
from zhaohui.county.oversight.terms import kind_of, promised
from zhaohui.packs.schema.handling import VoiceKindRow

MOST_AN_ADDRESS = 20  # voices an hour from one address; officers are not counted
TAKE_IN = "voice.take_in"
# Who says that she wants to stay unnamed is unnamed in the log, too.
NAMELESS = Actor(kind="public", label="未署名")


@dataclass(frozen=True)
class Filed:
    """A voice and its code, which nobody can read again; "" where it had been filed before."""

    voice: Voice
    code: str


def file_voice(
    actor: Actor,
    kind: str,
    said: Said,
    *,
    once: str,
    channel: VoiceChannel = VoiceChannel.PORTAL,
    address: str = "",
) -> Filed:
    """Keep what was said and open its task; the same `once` again returns what was filed.

    NoSuchKind, VoiceFault for the first thing to mend, TooMany from one `address` (the caller's, kept
    for an hour as a keyed hash), MaterialError where the scan refuses a photo. Another channel than
    portal and API is an officer's: NotVisible.
    """
    pack = current_pack()
    row = kind_of(pack, kind)
    is_taken = channel in (VoiceChannel.WINDOW, VoiceChannel.VILLAGE)
    if is_taken:
        actor.require(TAKE_IN)
    for fault in faults(said, row, pack):
        raise fault
    key = hashed("voice-once", once)
    if made := Voice.objects.filter(once=key).first():
        return Filed(made, "")
    if not is_taken:
        count_against(address)
    try:
        with transaction.atomic():
            return _stored(actor, row, said, once=key, channel=channel)
    except IntegrityError:  # the same form arrived twice at once
        made = Voice.objects.filter(once=key).first()
        if made is None:
            raise
        return Filed(made, "")


def count_against(address: str) -> None:
    """Count one voice against an address; TooMany where the hour's number is used up."""
    key = hashed("voice-address", address)
    with transaction.atomic():
        if not has_tries({key: MOST_AN_ADDRESS}):
            raise TooMany(
                _("这个网络地址一小时内提交得太多了。"), hint=_("请过一个小时再来，或者到窗口说。")
            )
        note_try([key])


def _stored(
    actor: Actor, row: VoiceKindRow, said: Said, *, once: str, channel: VoiceChannel
) -> Filed:
    pack = current_pack()
    is_taken = channel in (VoiceChannel.WINDOW, VoiceChannel.VILLAGE)
    area = pack.code if row.level == "district" else said.village or pack.code
    is_named = channel == VoiceChannel.PORTAL and not said.without_name
    teller = actor if is_named or is_taken else NAMELESS
    task = open_task(
        teller,
        pack,
        Origin.VOICE,
        title=row.name,
        area=area,
        department=row.department,
        days=promised(pack, row)[0],
        two_step=row.two_step,
    )
    number, code = free_number(county_today()), new_code()
    voice = Voice.objects.create(
        number=number,
        code_hash=hashed_code(number, code),
        once=once,
        task=task,
        kind=row.code,
        channel=channel,
        person_id=actor.person_id if is_named else None,
        taker_id=actor.user_id if is_taken else None,
        village=said.village,
        lon=said.lon,
        lat=said.lat,
        contents_sealed=seal_contents(
            {
                "words": said.words.strip(),
                "name": "" if said.without_name else said.name.strip(),
                "phone": "" if said.without_name else said.phone.strip(),
                "address": said.address.strip(),
                "answers": {k: list(v) for k, v in said.answers.items() if any(v)},
            }
        ),
        may_publish=said.may_publish and row.is_public,
    )
    keep_photos(voice, said.photos)
    record(
        teller,
        TAKE_IN if is_taken else "voice.file",
        subject=("person", voice.person_id) if voice.person_id else ("task", task.pk),
        purpose=f"{row.name}：提交诉求",
        change={"task": task.pk, "channel": channel.value},
    )
    return Filed(voice, code)
