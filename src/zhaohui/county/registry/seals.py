"""The registry's sealed columns: who a person is, closed at rest and findable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhaohui.county.registry.models import Person
from zhaohui.county.settings.environment import env_text
from zhaohui.engines.seals import BlindIndex, KeyRing, Sealer, SealError, load_keys


@dataclass(frozen=True, kw_only=True)
class RegistrySeals:
    """A sealer a column, and the indexes by which a person is found."""

    identity: Sealer
    phone: Sealer
    bank_card: Sealer
    form_answers: Sealer
    identity_index: BlindIndex
    phone_index: BlindIndex


def registry_seals() -> RegistrySeals:
    """Return the seals with the key ring of `ZHAOHUI_KEYS`, else of `<data>/keys.json`.

    Raises `SealError` where the keys are not those of the people already registered: with other
    keys nobody is found again, and an import would register everyone a second time.
    """
    path, text = settings.DATA_DIR / "keys.json", env_text("ZHAOHUI_KEYS")
    about = (str(connection.settings_dict["NAME"]), path, _stamp(path), text)
    if about in _held:
        return _held[about]
    sealed = Person.objects.exclude(identity_sealed=None).values_list(
        "identity_sealed", "identity_index"
    )
    sample = sealed.order_by("pk").first()
    if sample and not text and not path.exists():
        raise SealError(
            f"The registry is sealed, but its keys {path} are missing.",
            hint="Restore keys.json from the backup of this data folder, or set ZHAOHUI_KEYS.",
        )
    seals = _seals(load_keys(path, text=text))
    if sample and not _belong(seals, *sample):
        raise SealError(
            "The index key is not the one that the registry was made with.",
            hint="Restore keys.json from the backup of this data folder.",
        )
    if sample:  # held to somebody's number: not again in this process, while the file stays
        _held.clear()
        _held[about] = seals
    return seals


# The seals that were held to the registry, by database, key file, its stamp and the key given otherwise.
_held: dict[tuple[str, Path, tuple[int, int, int] | None, str], RegistrySeals] = {}


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _belong(seals: RegistrySeals, sealed: Any, index: Any) -> bool:
    return seals.identity_index.of(seals.identity.open(bytes(sealed))) == bytes(index)


def _seals(ring: KeyRing) -> RegistrySeals:
    return RegistrySeals(
        identity=Sealer(ring, field="identity_number"),
        phone=Sealer(ring, field="phone"),
        bank_card=Sealer(ring, field="bank_card"),
        form_answers=Sealer(ring, field="form_answers"),
        identity_index=BlindIndex(ring, field="identity_number"),
        phone_index=BlindIndex(ring, field="phone"),
    )
