"""A sealed value opens only unchanged, in its own field, with its own key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.engines.seals import BlindIndex, KeyRing, Sealer, SealError
from zhaohui.engines.seals.errors import TamperedError, UnknownKeyError

RING = KeyRing.generate()
SEALER = Sealer(RING, field="phone")


@settings(derandomize=True, max_examples=50)
@given(st.lists(st.none() | st.text(), max_size=8))
def test_what_is_sealed_opens_again_in_order(texts):
    assert SEALER.open_all(SEALER.seal_all(texts)) == texts


@settings(derandomize=True, max_examples=60)
@given(st.text(max_size=20), st.data())
def test_any_changed_bit_is_noticed(text, data):
    sealed = bytearray(SEALER.seal(text))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << (bit % 8)
    with pytest.raises((TamperedError, UnknownKeyError)):
        SEALER.open(bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 12, 28])
def test_a_cut_value_is_noticed(length):
    with pytest.raises(TamperedError, match="sealed value of phone"):
        SEALER.open(SEALER.seal("some text")[:length])


def test_nothing_is_not_resealed():
    with pytest.raises(TamperedError):
        Sealer(KeyRing.generate(), field="phone").reseal(b"")


def test_a_value_of_another_field_does_not_open():
    with pytest.raises(TamperedError):
        Sealer(RING, field="identity").open(SEALER.seal("text"))


def test_another_ring_does_not_open():
    with pytest.raises(TamperedError):
        Sealer(KeyRing.generate(), field="phone").open(SEALER.seal("text"))


def test_equal_texts_are_sealed_differently():
    assert len(set(SEALER.seal_all(["same"] * 100))) == 100


def test_the_text_is_not_in_the_sealed_value():
    assert b"1234567890" not in SEALER.seal("1234567890")


def test_rotation_seals_with_the_new_key_and_opens_the_old():
    old = SEALER.seal("text")
    rotated = Sealer(RING.rotated(), field="phone")
    new = rotated.reseal(old)
    assert (old[0], new[0]) == (1, 2)
    assert rotated.open(old) == rotated.open(new) == "text"
    with pytest.raises(UnknownKeyError, match="names key 2"):
        SEALER.open(new)


def test_blind_index_survives_rotation_and_tells_fields_apart():
    before, after = BlindIndex(RING, field="phone"), BlindIndex(RING.rotated(), field="phone")
    assert before.of("1 2x") == after.of("12X")
    assert before.of("12") != BlindIndex(RING, field="identity").of("12")
    assert before.of("12") != BlindIndex(KeyRing.generate(), field="phone").of("12")
    assert before.of_all(["12", None]) == [before.of("12"), None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"current": 1, "keys": {"1": "zz"}, "index": ""}',
        '{"current": 2, "keys": {}, "index": ""}',
    ],
)
def test_a_damaged_ring_is_a_sentence(text):
    with pytest.raises(SealError, match="key ring"):
        KeyRing.from_text(text)
