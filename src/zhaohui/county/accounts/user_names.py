"""The name somebody signs in with: hers to choose, but never a number that names her elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

NUMBER_OF_HERS = re.compile(r"\d{17}[\dx]|1\d{10}", re.ASCII | re.IGNORECASE)


def normal_name(text: str) -> str:
    """Return the one form in which a name is stored and compared: NFKC, trimmed, lower case.

    >>> normal_name(" Ｗang01 ")
    'wang01'
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


def not_a_number_of_hers(name: str) -> None:
    """Refuse identity and mobile numbers: others know them, and they would stand in lists."""
    if NUMBER_OF_HERS.fullmatch(name):
        raise ValidationError(
            _("不要用身份证号或手机号作登录名：别人可能知道。请另起一个。"), code="number"
        )


VALIDATORS: list[Callable[[str], None]] = [
    RegexValidator(
        r"^[\w.@+-]{2,64}\Z",
        message=_("登录名用 2 至 64 个汉字、字母、数字或者 . _ - @，中间不要有空格。"),
        code="shape",
    ),
    not_a_number_of_hers,
]
