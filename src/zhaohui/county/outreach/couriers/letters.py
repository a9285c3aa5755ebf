"""信函: a sealed PDF a message, made once; whoever prints it takes it from the office."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.conf import settings

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.couriers.letter_page import letter_pdf
from zhaohui.county.outreach.couriers.protocol import Parcel, Receipt
from zhaohui.county.outreach.errors import CourierError
from zhaohui.county.outreach.wording import place_words
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.person_facts import day_text
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.rules.calendar import years_between
from zhaohui.engines.seals import Sealer
from zhaohui.whole_file import write_whole

ADULT = 18


class LetterCourier:
    """Makes each letter once, by its key; a village worker or the post carries it."""

    def send(self, _batch: str, parcels: Sequence[Parcel]) -> Mapping[str, str]:
        """Make the letters that are not there yet; return why one could not be."""
        rows = Person.objects.filter(pk__in=[each.person_id for each in parcels])
        people = {row.pk: row for row in rows}
        without = {}
        for parcel in parcels:
            person = people.get(parcel.person_id)
            if person is None or not person.name:
                without[parcel.key] = "没有登记姓名"
            elif not letter_path(parcel.key).exists():
                keep_letter(parcel.key, page_of(person, parcel))
        return without

    def receipts(self) -> Iterable[tuple[str, Sequence[Receipt]]]:
        """Yield nothing: a letter that is made is as far as the program can see."""
        return ()

    def settle(self, part: str) -> None:
        """Do nothing."""


def page_of(person: Person, parcel: Parcel) -> bytes:
    """Return the letter to a person, to the guardian of who is not known to be an adult."""
    pack, today = current_pack(), county_today()
    born = person.birth_date
    is_child = born is not None and years_between(born, today) < ADULT
    return letter_pdf(
        name=f"{person.name}的监护人" if is_child else person.name or "",
        place=f"{pack.name} {place_words(pack, person.village or person.town or '')}",
        subject=parcel.subject,
        body=parcel.body,
        sender=pack.name,
        day=day_text(today),
        footer=f"{'模拟数据　' if is_synthetic() else ''}编号 {parcel.key}",
    )


def letter_path(key: str) -> Path:
    """Return where a letter lies."""
    folder: Path = settings.DATA_DIR / "outbox" / "letters"
    return folder / f"{key}.sealed"


def keep_letter(key: str, content: bytes) -> None:
    """Store a letter sealed, whole or not at all."""
    path = letter_path(key)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, _sealer(key).seal(base64.b64encode(content).decode()))
    except OSError as error:
        raise CourierError(f"A letter can't be stored ({error.strerror}).") from None


def open_letter(key: str) -> bytes | None:
    """Return a letter's PDF; None where it was never made."""
    path = letter_path(key)
    return base64.b64decode(_sealer(key).open(path.read_bytes())) if path.is_file() else None


def _sealer(key: str) -> Sealer:
    return Sealer(registry_seals().identity.ring, field=f"letter-{key}")
