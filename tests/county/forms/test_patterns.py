"""The named forms of text: what each takes, what each refuses."""

import pytest

from zhaohui.county.forms.patterns import PATTERNS

GOOD = {
    "phone": ["13800000000", "0839-1234567", "08391234567", "010-12345678-12"],
    "identity_number": ["990000198001010012"],
    "postcode": ["628000"],
    "credit_code": ["91350100M000100Y43"],
}
BAD = {
    "phone": ["1380000000", "23800000000", "电话", "１３８００００００００"],
    "identity_number": ["990000198001010013", "99000019800101001", "x"],
    "postcode": ["62800", "62800a", "６２８０００"],
    "credit_code": ["91350100M000100Y44", "91350100M000100Y4", "I1350100M000100Y43"],
}


def test_every_pattern_is_shown():
    assert GOOD.keys() == BAD.keys() == PATTERNS.keys()


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, each in GOOD.items() for t in each])
def test_good(name, text):
    assert PATTERNS[name](text) == ""


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, each in BAD.items() for t in each])
def test_bad(name, text):
    said = PATTERNS[name](text)
    assert said
    assert text not in said
