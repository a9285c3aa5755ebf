"""短信: batches as JSON lines in a folder from which the county's gateway takes them.

The contract with the gateway, in docs/reference/outreach.md: it moves a file from `out/` to `taken/`,
sends each line once by its `id`, and writes receipts into `receipts/`. A batch whose file lies in
`out/` or `taken/` was handed over, whatever happened to the process that wrote it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from zhaohui.county.outreach.couriers.protocol import Parcel, Receipt
from zhaohui.county.outreach.errors import CourierError
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

FOLDERS = ("out", "taken", "receipts", "read", "draft")
ARRIVED = {"delivered": True, "failed": False}


def drop_folder() -> Path:
    """Return the folder that the gateway and we share."""
    folder: Path = settings.DATA_DIR / "outbox" / "sms"
    return folder


class SmsDrop:
    """Writes batches for the gateway and reads its receipts."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or drop_folder()

    def send(self, batch: str, parcels: Sequence[Parcel]) -> Mapping[str, str]:
        """Write the batch's file, whole or not at all, unless it was written before."""
        try:
            return self._send(batch, parcels)
        except OSError as error:
            raise CourierError(
                f"The SMS folder can't be written ({error.strerror}).",
                hint=f"Look at {self.folder}.",
            ) from None

    def _send(self, batch: str, parcels: Sequence[Parcel]) -> Mapping[str, str]:
        for name in FOLDERS:
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        phones = phones_of([each.person_id for each in parcels])
        without = {p.key: _("没有登记手机号") for p in parcels if p.person_id not in phones}
        name = f"{batch}.jsonl"
        if any((self.folder / place / name).exists() for place in ("out", "taken")):
            return without
        rows = [
            {"id": f"{batch}:{p.key}", "to": phones[p.person_id], "text": p.body}
            for p in parcels
            if p.key not in without
        ]
        if rows:
            self._write(name, b"".join(orjson.dumps(row) + b"\n" for row in rows))
        return without

    def _write(self, name: str, content: bytes) -> None:
        draft = self.folder / "draft" / name
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self.folder / "out" / name)
        out = os.open(self.folder / "out", os.O_RDONLY)
        try:
            os.fsync(out)
        finally:
            os.close(out)

    def receipts(self) -> Iterable[tuple[str, Sequence[Receipt]]]:
        """Yield the receipts of each file; a line that is none is left out."""
        place = self.folder / "receipts"
        for path in sorted(place.glob("*.jsonl")) if place.is_dir() else ():
            found = (receipt_of(line) for line in path.read_bytes().splitlines())
            yield path.name, [each for each in found if each]

    def settle(self, part: str) -> None:
        """Move the file of receipts to those that were read."""
        (self.folder / "receipts" / part).rename(self.folder / "read" / part)


def receipt_of(line: bytes) -> Receipt | None:
    """Return what a line of the gateway says; None where it is no receipt."""
    try:
        row: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(row, dict) or row.get("state") not in ARRIVED:
        return None
    batch, _colon, key = str(row.get("id", "")).partition(":")
    return Receipt(
        key=key,
        batch=batch,
        arrived=ARRIVED[row["state"]],
        at=str(row.get("at", ""))[:40],
        why=str(row.get("reason", ""))[:200],
        again=row.get("again") is True,
    )


def phones_of(people: Sequence[int]) -> dict[int, str]:
    """Return the phone numbers that are registered; the caller records that they were used."""
    rows = Person.objects.filter(pk__in=people, phone_sealed__isnull=False)
    sealer = registry_seals().phone
    sealed = rows.values_list("pk", "phone_sealed")
    return {pk: sealer.open(bytes(each)) for pk, each in sealed if each is not None}
