"""Signing in and accounts: fields, a box to tick, passkeys, other ways."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    MANY,
    WRONG,
    Sample,
    Samples,
    Scene,
)


class AccountForm(forms.Form):
    """The kinds of fields that the pages of accounts have."""

    username = forms.CharField(error_messages={"required": _("请填写")})
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    post = forms.ChoiceField(choices=[("", "—"), ("a", "A")], required=False)
    remember = forms.BooleanField(error_messages={"required": _("请填写")})


def samples(scene: Scene) -> Samples:  # noqa: ARG001 - a person's account is not the pack's
    """Return the samples of accounts' pages."""
    empty, wrong = AccountForm(), AccountForm({})
    filled = AccountForm({"username": "moni", "remember": "on"})
    ways = [{"id": each, "url": "/"} for each in ("reauthenticate", "mfa_reauthenticate", "")]
    name, password = _("登录名"), _("密码")
    return {
        "account_field": [
            Sample(EMPTY, _field(empty["username"], name)),
            Sample(FILLED, _field(filled["username"], name)),
            Sample(password, _field(empty["password"], password, _("请填写"))),
            Sample(_("选项"), _field(empty["post"], _("岗位"))),
            Sample(WRONG, _field(wrong["username"], name)),
            Sample(LONG, _field(wrong["username"], LONG_WORDS, LONG_WORDS)),
        ],
        "account_check": [
            Sample(EMPTY, _field(empty["remember"], _("记住这台设备"))),
            Sample(FILLED, _field(filled["remember"], _("记住这台设备"))),
            Sample(WRONG, _field(wrong["remember"], _("记住这台设备"))),
            Sample(LONG, _field(empty["remember"], LONG_WORDS, LONG_WORDS)),
        ],
        "account_demonstration": [Sample(FILLED, {})],
        "passkey_button": [
            Sample(_("没有脚本时"), _passkey()),
            Sample(_("次要"), _passkey() | {"secondary": True}),
        ],
        "reauthentication_ways": [
            Sample(FILLED, {"reauthentication_alternatives": ways[:1]}),
            Sample(MANY, {"reauthentication_alternatives": ways}),
            Sample(EMPTY, {"reauthentication_alternatives": []}),
        ],
        "text_field": [
            Sample(EMPTY, _text()),
            Sample(FILLED, _text(value=LONG_WORDS, most=500)),
            Sample(WRONG, _text(problem=_("请填写"))),
        ],
        "office_input": [
            Sample(EMPTY, _text(short=False)),
            Sample(FILLED, _text(value="100", hint=_("请填写"), short=True)),
            Sample(WRONG, _text(hint=_("请填写"), problem=_("请填写"), short=False)),
            Sample(LONG, _text(label=LONG_WORDS, hint=LONG_WORDS, short=False)),
        ],
    }


def _field(field: Any, label: Any, hint: Any = "") -> dict[str, Any]:
    return {"field": field, "label": label, "hint": hint}


def _text(**given: Any) -> dict[str, Any]:
    plain = {"id": "x", "label": _("文件名称"), "value": "", "problem": "", "hint": "", "most": 60}
    return plain | given


def _passkey() -> dict[str, Any]:
    return {
        "deed": "get",
        "options": {},
        "ask": "",
        "label": _("用通行密钥登录"),
        "secondary": False,
    }
