"""Numbers have the right shape and can't belong to anybody."""

import re

import numpy as np

from tests.engines.synth.counties import Seen
from zhaohui.county.registry.identity_number import birth_date, check_digit, sex
from zhaohui.engines.synth import County
from zhaohui.engines.synth.identity import shuffled_serials


def test_identity_numbers_are_impossible_unique_and_coherent(seen: Seen) -> None:
    numbers = seen["identity_number"].tolist()
    assert len(set(numbers)) == len(numbers)
    births = seen["birth_date"].astype("datetime64[D]").tolist()
    for number, born, gender in zip(numbers[:2_000], births, seen["sex"], strict=False):
        assert number.startswith("99")
        assert birth_date(number) == born
        assert sex(number) == gender
        assert check_digit(number) == number[17]


def test_phones_and_cards_have_no_issuer(seen: Seen) -> None:
    phones = [phone for phone in seen["phone"].tolist() if phone]
    cards = [card for card in seen["bank_card"].tolist() if card]
    assert all(re.fullmatch(r"10\d{9}", phone) for phone in phones)
    assert all(re.fullmatch(r"000000\d{13}", card) for card in cards)
    assert len(set(phones)) == len(phones)
    assert len(set(cards)) == len(cards)
    assert all(luhn(card) for card in cards[:500])
    small = seen.age < 12
    assert all(phone is None for phone in seen["phone"][small].tolist())


def luhn(card: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(card)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def test_credit_codes_have_no_authority_and_a_right_check(county: County) -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = [pow(3, place, 31) for place in range(17)]
    codes = county.organisations["credit_code"].to_pylist()
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert code.startswith("00")
        total = sum(letters.index(c) * w for c, w in zip(code, weights, strict=False))
        assert letters.index(code[17]) == (31 - total % 31) % 31


def test_names_are_two_or_three_characters_and_families_share_one(seen: Seen) -> None:
    names = seen["name"].tolist()
    assert {len(name) for name in names} == {2, 3}
    heads = {
        household: name
        for household, name, relation in zip(
            seen["registered_id"], names, seen["relation"], strict=True
        )
        if relation == "户主"
    }
    same = [
        heads[household][0] == name[0]
        for household, name, relation in zip(
            seen["registered_id"], names, seen["relation"], strict=True
        )
        if relation == "子女"
    ]
    assert np.mean(same) > 0.5


def test_serials_do_not_repeat() -> None:
    serials = shuffled_serials(50_000, 6, np.random.default_rng(1))
    assert len(np.unique(serials)) == 50_000
    assert serials.max() < 10**6
