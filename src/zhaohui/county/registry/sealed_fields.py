"""The three sealed fields of a person: their mask, and who registered one at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import RegistrySeals, registry_seals
from zhaohui.engines.seals import Sealer

SHOWN = 4  # how many last characters a mask leaves
LABELS = {
    "identity": _("身份证号"),
    "phone": _("手机号"),
    "bank_card": _("银行卡号"),
}


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A sealed field as a page shows it; `text` "" where none is registered."""

    name: str
    label: str
    text: str
    is_open: bool = False


def sealer(seals: RegistrySeals, name: str) -> Sealer:
    """Return the sealer of a field of `LABELS`."""
    return {"identity": seals.identity, "phone": seals.phone, "bank_card": seals.bank_card}[name]


def masked(actor: Actor, person: Person, *, shown: Mapping[str, str]) -> list[Masked]:
    """Return the sealed fields with all but the last four characters hidden, but for `shown`.

    NotVisible where the actor may not read the person.
    """
    if not actor.may_for("person.read", person.pk, person.village or person.town):
        raise NotVisible
    seals = registry_seals()
    found = []
    for name, label in LABELS.items():
        sealed = getattr(person, f"{name}_sealed")
        text = "" if sealed is None else sealer(seals, name).open(sealed)
        hidden = f"•••• {text[-SHOWN:]}" if text else ""
        found.append(
            Masked(
                name=name,
                label=str(label),
                text=shown.get(name, hidden),
                is_open=name in shown,
            )
        )
    return found
