"""Which columns of the registry hold facts: all but keys, places and identity."""

from __future__ import annotations

from typing import Any

from django.db import models

from zhaohui.county.registry.models import Household, Person

NOT_FACTS = {
    "id", "living", "registered", "town", "village", "batch", "name", "identity_sealed",
    "identity_index", "phone_sealed", "phone_index", "bank_card_sealed", "kind", "number",
}  # fmt: skip
FIELD_OF_TYPE: dict[str, type[models.Field[Any, Any]]] = {
    "bool": models.BooleanField,
    "int": models.IntegerField,
    "money": models.BigIntegerField,
    "date": models.DateField,
    "enum": models.CharField,
    "text": models.CharField,
    "code": models.CharField,
}


def fact_fields(model: type[Person | Household]) -> dict[str, models.Field[Any, Any]]:
    """Return the model's fact fields by column, in the dictionary's order."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented Meta API
    return {field.name: field for field in fields if field.name not in NOT_FACTS}
