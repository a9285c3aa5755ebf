"""A chain holds as it was made, and breaks at whatever is changed, removed, inserted or moved."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaohui.engines.seals import chain, heads, signing
from zhaohui.engines.seals.chain import FIRST, BrokenChainError, body_of, follow, link
from zhaohui.engines.seals.errors import SealError

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=12
)


def made(texts):
    links, before = [], FIRST
    for seq, text in enumerate(texts, 1):
        before = link(before, [seq, text])
        links.append((seq, body_of([seq, text]), before))
    return links


def first_bad(links):
    try:
        for _ in follow(links):
            pass
    except BrokenChainError as broken:
        return broken.found.seq
    return None


@given(TEXTS)
def test_a_chain_holds_as_it_was_made(texts):
    links = made(texts)
    assert [seq for seq, _ in follow(links)] == list(range(1, len(texts) + 1))


@given(TEXTS, st.data())
def test_the_first_change_is_named(texts, data):
    links = made(texts)
    at = data.draw(st.integers(0, len(links) - 1))
    way = data.draw(st.sampled_from(["edit", "remove", "double", "swap"]))
    if way == "edit":
        links[at] = (at + 1, body_of([at + 1, texts[at] + "x"]), links[at][2])
    elif way == "remove":
        del links[at]
    elif way == "double":
        links.insert(at, links[at])
    elif at + 1 < len(links):
        links[at], links[at + 1] = links[at + 1], links[at]
    changed = links != made(texts)
    expected = at + 2 if way == "double" else at + 1
    is_cut = way == "remove" and at == len(texts) - 1  # a cut end is for the head to tell
    assert first_bad(links) == (expected if changed and not is_cut else None)


def test_a_value_of_no_kind_is_told():
    assert body_of([1, b"bytes"]) == b""
    assert first_bad([(1, body_of([1, b"bytes"]), FIRST)]) == 1


def test_another_writer_of_json_is_taken_again():
    digest = link(FIRST, [1, "é"])
    other = [(1, b'[1,"\\u00e9"]', digest)]
    assert list(follow(other, again=lambda seq: body_of([seq, "é"]))) == [(1, digest)]
    assert first_bad(other) == 1


def test_a_signature_is_of_its_key_and_message():
    one, two = (signing.Ed25519Signer.from_pem(signing.Ed25519Signer.new_pem()) for _ in range(2))
    keys = signing.public_keys(one.public_pem() + two.public_pem())
    signature = one.sign(b"head")
    assert signing.verify(keys, "ed25519", one.key_id, signature, b"head")
    assert not signing.verify(keys, "ed25519", two.key_id, signature, b"head")
    assert not signing.verify(keys, "ed25519", one.key_id, signature, b"tail")
    assert not signing.verify(keys, "sm2", one.key_id, signature, b"head")
    assert not signing.verify({}, "ed25519", one.key_id, signature, b"head")


def test_a_key_that_is_none_is_refused_without_being_shown():
    with pytest.raises(SealError) as told:
        signing.Ed25519Signer.from_pem("secret words")
    assert "secret" not in str(told.value)
    with pytest.raises(SealError):
        signing.public_keys("no key")


@pytest.mark.parametrize("part", [chain, heads, signing], ids=lambda part: part.__name__)
def test_examples_run(part):
    assert doctest.testmod(part).failed == 0
