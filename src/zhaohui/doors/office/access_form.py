"""The question of the page that explains access: whose account, which action, about whom or where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.posts import areas_of
from zhaohui.county.accounts.queries import roster
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.pack import Pack

LARGEST = 2**63 - 1


def area_names(pack: Pack) -> dict[str, str]:
    """Return the names of the county, its towns and villages by code."""
    return {code: name for code, name, _level in areas_of(pack)}


class AccessForm(forms.Form):
    """A GET form: ids and codes only, so that an answer can be opened again."""

    officer = forms.ChoiceField(required=False)
    resident = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    action = forms.ChoiceField()
    person = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    case = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    area = forms.ChoiceField(required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = [("", _("（不选）"))]
        found = roster(actor, "access.explain")
        officers = [(str(pk), f"{department} {name}") for pk, name, department in found]
        areas = list(area_names(current_pack()).items())
        self.fields["officer"].choices = nobody + officers  # type: ignore[attr-defined]
        self.fields["action"].choices = list(ACTIONS.items())  # type: ignore[attr-defined]
        self.fields["area"].choices = nobody + areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse two accounts, a person and an area at once, and a question about nobody."""
        data = super().clean() or {}
        if data.get("officer") and data.get("resident"):
            self.add_error("resident", _("工作人员和居民账户只填一个。"))
        if sum(bool(data.get(name)) for name in ("person", "case", "area")) > 1:
            self.add_error("area", _("人、办件和区划只填一个。"))
        if not self.errors and not (
            data.get("officer") or data.get("resident") or data.get("person") or data.get("case")
        ):
            self.add_error("officer", _("请选一位工作人员，或填居民账户编号，或填一个人的登记号。"))
        return data

    def question(self) -> dict[str, Any]:
        """Return the question as `explain_access` takes it."""
        data = self.cleaned_data
        account = int(data["officer"]) if data["officer"] else data["resident"]
        return {
            "action": data["action"],
            "account": account,
            "person_id": data["person"],
            "case_id": data["case"],
            "area": data["area"],
        }

    def sentence(self) -> str:
        """Return what the action allows, in words."""
        return ACTIONS[self.cleaned_data["action"]]
