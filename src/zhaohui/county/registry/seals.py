"""The registry's sealed columns: who a person is, closed at rest and findable."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from zhaohui.county.settings.environment import env_text
from zhaohui.engines.seals import BlindIndex, Sealer, load_keys


@dataclass(frozen=True, kw_only=True)
class RegistrySeals:
    """A sealer a column, and the indexes by which a person is found."""

    identity: Sealer
    phone: Sealer
    bank_card: Sealer
    identity_index: BlindIndex
    phone_index: BlindIndex


def registry_seals() -> RegistrySeals:
    """Return the seals with the key ring of `ZHAOHUI_KEYS`, else of `<data>/keys.json`."""
    ring = load_keys(settings.DATA_DIR / "keys.json", text=env_text("ZHAOHUI_KEYS"))
    return RegistrySeals(
        identity=Sealer(ring, field="identity_number"),
        phone=Sealer(ring, field="phone"),
        bank_card=Sealer(ring, field="bank_card"),
        identity_index=BlindIndex(ring, field="identity_number"),
        phone_index=BlindIndex(ring, field="phone"),
    )
